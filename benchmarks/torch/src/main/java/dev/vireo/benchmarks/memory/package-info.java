/** Measures the peak memory of a training step, compared with plain libtorch. Does not measure time. */
@NullMarked
package dev.vireo.benchmarks.memory;

import org.jspecify.annotations.NullMarked;
