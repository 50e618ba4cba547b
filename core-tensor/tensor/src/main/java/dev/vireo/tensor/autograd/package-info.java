/** Gradients: backward, custom functions, and recomputation of activations. */
@NullMarked
package dev.vireo.tensor.autograd;

import org.jspecify.annotations.NullMarked;
