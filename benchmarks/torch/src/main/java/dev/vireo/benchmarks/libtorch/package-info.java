/**
 * The benchmarks on libtorch through JavaCPP alone, written as an expert would: scalars and options are created once,
 * results are closed at once or by one scope, and the optimizer is fused. Must not compute with Vireo; only the process
 * settings are shared with its engine.
 */
@NullMarked
package dev.vireo.benchmarks.libtorch;

import org.jspecify.annotations.NullMarked;
