/** The learning rate over the steps of a run. Must not depend on optimizers or tensors. */
@NullMarked
package dev.vireo.training.schedule;

import org.jspecify.annotations.NullMarked;
