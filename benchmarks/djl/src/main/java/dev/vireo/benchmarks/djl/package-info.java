/** The benchmarks on DJL's PyTorch engine: arrays closed at once or by a manager of the call, as its guide for performance asks. */
@NullMarked
package dev.vireo.benchmarks.djl;

import org.jspecify.annotations.NullMarked;
