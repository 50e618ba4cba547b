/** What moves parameters by their gradients. */
@NullMarked
package dev.vireo.training.optimizer;

import org.jspecify.annotations.NullMarked;
