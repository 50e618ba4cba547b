/** Measures Vireo on a device: matrix products, training steps, and copies of batches during training. */
@NullMarked
package dev.vireo.benchmarks.device;

import org.jspecify.annotations.NullMarked;
