/** Gradient rules, written with tensors. Must not depend on kernels. */
@NullMarked
package dev.vireo.tensor.internal.gradient;

import org.jspecify.annotations.NullMarked;
