/** What a device brings: products, training steps, and copies of batches beside them. Measures Vireo alone. */
@NullMarked
package dev.vireo.benchmarks.device;

import org.jspecify.annotations.NullMarked;
