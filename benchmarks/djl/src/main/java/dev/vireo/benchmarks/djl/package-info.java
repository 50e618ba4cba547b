/**
 * The benchmarks on DJL's PyTorch engine. Arrays are closed at once or by a manager per call, as DJL's performance
 * guide recommends.
 */
@NullMarked
package dev.vireo.benchmarks.djl;

import org.jspecify.annotations.NullMarked;
