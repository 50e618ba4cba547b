/** Normalizations and their gradients. */
@NullMarked
package dev.vireo.engine.torch.internal.kernel.normalization;

import org.jspecify.annotations.NullMarked;
