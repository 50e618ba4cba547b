/**
 * Gradients: backward, functions with gradients of their own, and recomputation of activations.
 */
@NullMarked
package dev.vireo.tensor.autograd;

import org.jspecify.annotations.NullMarked;
