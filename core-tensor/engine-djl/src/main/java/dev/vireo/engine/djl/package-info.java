/**
 * DJL's PyTorch engine: kernels call DJL's arrays, DJL's libtorch computes the gradients of fused operations, and
 * Vireo's decompositions cover the rest. Must not depend on other engines.
 */
@NullMarked
package dev.vireo.engine.djl;

import org.jspecify.annotations.NullMarked;
