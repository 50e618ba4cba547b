/** How much memory a training step takes at its peak, beside plain libtorch. Must not measure time. */
@NullMarked
package dev.vireo.benchmarks.memory;

import org.jspecify.annotations.NullMarked;
