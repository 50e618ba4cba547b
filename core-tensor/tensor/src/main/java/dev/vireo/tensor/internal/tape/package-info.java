/** Reverse-mode differentiation: records operations, and propagates gradients back through the graph. */
@NullMarked
package dev.vireo.tensor.internal.tape;

import org.jspecify.annotations.NullMarked;
