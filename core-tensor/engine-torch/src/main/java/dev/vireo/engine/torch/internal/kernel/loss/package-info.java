/** Losses and their gradients. */
@NullMarked
package dev.vireo.engine.torch.internal.kernel.loss;

import org.jspecify.annotations.NullMarked;
