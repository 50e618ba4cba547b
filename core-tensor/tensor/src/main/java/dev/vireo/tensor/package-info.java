/**
 * Tensors: creation, operations, scopes that own memory, gradients. Depends on engines only through their contract in
 * {@code dev.vireo.tensor.engine}, and not on layers.
 */
@NullMarked
package dev.vireo.tensor;

import org.jspecify.annotations.NullMarked;
