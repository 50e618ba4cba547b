/**
 * The benchmarks as a user of Vireo writes them, one class per benchmark, with the same names as in the other
 * contenders' packages.
 */
@NullMarked
package dev.vireo.benchmarks.vireo;

import org.jspecify.annotations.NullMarked;
