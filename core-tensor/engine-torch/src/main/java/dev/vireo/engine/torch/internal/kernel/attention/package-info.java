/** Scaled dot-product attention and its gradient. */
@NullMarked
package dev.vireo.engine.torch.internal.kernel.attention;

import org.jspecify.annotations.NullMarked;
