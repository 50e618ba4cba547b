/** How good predictions are. Knows no network and no loop. */
@NullMarked
package dev.vireo.training.metric;

import org.jspecify.annotations.NullMarked;
