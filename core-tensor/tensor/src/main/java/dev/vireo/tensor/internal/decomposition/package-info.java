/**
 * Expresses operations by simpler ones, down to the primitives. Used by engines without a kernel, by exporters, and for
 * derivatives without a rule. Must not depend on an engine or the tape.
 */
@NullMarked
package dev.vireo.tensor.internal.decomposition;

import org.jspecify.annotations.NullMarked;
