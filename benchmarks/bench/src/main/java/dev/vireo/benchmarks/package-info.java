/**
 * {@code vireo bench}: starts every contender's benchmarks in processes of their own, taking turns, and compares them. Knows
 * contenders by their folders alone, none of their classes.
 */
@NullMarked
package dev.vireo.benchmarks;

import org.jspecify.annotations.NullMarked;
