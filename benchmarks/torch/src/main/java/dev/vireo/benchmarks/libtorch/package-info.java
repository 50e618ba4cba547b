/**
 * The same benchmarks on libtorch through JavaCPP alone, as an expert writes them: numbers and options made once, results closed
 * at once or by one scope, the optimizer's fused kernel. Must not compute with Vireo, only take over its engine's settings of
 * the process.
 */
@NullMarked
package dev.vireo.benchmarks.libtorch;

import org.jspecify.annotations.NullMarked;
