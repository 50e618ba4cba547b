/** Averages of weights over training. Must not depend on the training loop. */
@NullMarked
package dev.vireo.training.average;

import org.jspecify.annotations.NullMarked;
