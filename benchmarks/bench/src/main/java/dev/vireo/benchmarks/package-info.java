/**
 * The command {@code vireo bench}: runs each contender's benchmarks in separate processes, alternately, and compares
 * the times. Refers to contenders by folder, not by class.
 */
@NullMarked
package dev.vireo.benchmarks;

import org.jspecify.annotations.NullMarked;
