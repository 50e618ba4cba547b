/**
 * Tensors: creation, operations, scopes that own memory, gradients. Knows engines only by their contract in
 * {@code dev.vireo.tensor.engine}, and nothing of layers.
 */
@NullMarked
package dev.vireo.tensor;

import org.jspecify.annotations.NullMarked;
