/** The kernels and fused gradients of libtorch, one file for each small family; large families have packages of their own. */
@NullMarked
package dev.vireo.engine.torch.internal.kernel;

import org.jspecify.annotations.NullMarked;
