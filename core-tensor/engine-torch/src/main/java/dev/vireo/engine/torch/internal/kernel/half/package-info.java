/** Runs kernels of products in float32 where the CPU has no fast ones for a half type. */
@NullMarked
package dev.vireo.engine.torch.internal.kernel.half;

import org.jspecify.annotations.NullMarked;
