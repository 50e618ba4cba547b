/**
 * Reverse-mode differentiation: records operations, and goes back through the recorded graph.
 */
@NullMarked
package dev.vireo.tensor.internal.tape;

import org.jspecify.annotations.NullMarked;
