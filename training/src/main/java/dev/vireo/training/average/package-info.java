/** Averages of weights over training. Knows no training loop. */
@NullMarked
package dev.vireo.training.average;

import org.jspecify.annotations.NullMarked;
