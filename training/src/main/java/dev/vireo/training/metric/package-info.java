/** Figures of how good predictions are. Knows no network and no training loop. */
@NullMarked
package dev.vireo.training.metric;

import org.jspecify.annotations.NullMarked;
