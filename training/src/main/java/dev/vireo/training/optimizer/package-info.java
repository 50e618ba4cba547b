/** What moves parameters by their gradients. Knows no loss, no schedule and no loop. */
@NullMarked
package dev.vireo.training.optimizer;

import org.jspecify.annotations.NullMarked;
