/**
 * Optimizers, which update parameters by their gradients. Must not depend on losses, schedules or the training loop.
 */
@NullMarked
package dev.vireo.training.optimizer;

import org.jspecify.annotations.NullMarked;
