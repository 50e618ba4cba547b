/** Derivatives, written with tensors. Knows no kernel. */
@NullMarked
package dev.vireo.tensor.internal.gradient;

import org.jspecify.annotations.NullMarked;
