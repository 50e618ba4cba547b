/**
 * DJL's PyTorch engine: kernels by DJL's arrays, gradients of fused operations by its libtorch, everything else by
 * Vireo's decompositions. Must not know any other engine.
 */
@NullMarked
package dev.vireo.engine.djl;

import org.jspecify.annotations.NullMarked;
