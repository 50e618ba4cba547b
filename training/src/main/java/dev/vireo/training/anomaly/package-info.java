/** Finds out where NaN and infinite values of a training run come from. Must not depend on the training loop. */
@NullMarked
package dev.vireo.training.anomaly;

import org.jspecify.annotations.NullMarked;
