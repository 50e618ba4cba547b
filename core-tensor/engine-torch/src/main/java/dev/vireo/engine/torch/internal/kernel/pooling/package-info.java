/** Pooling and its gradients. */
@NullMarked
package dev.vireo.engine.torch.internal.kernel.pooling;

import org.jspecify.annotations.NullMarked;
