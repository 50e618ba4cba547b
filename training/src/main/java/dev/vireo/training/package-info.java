/** Data, optimizers, the trainer, checkpoints. Knows no exporter. */
@NullMarked
package dev.vireo.training;

import org.jspecify.annotations.NullMarked;
