/** Training in types lower than float32. Must not depend on optimizers or the training loop. */
@NullMarked
package dev.vireo.training.precision;

import org.jspecify.annotations.NullMarked;
