/**
 * Operations in terms of simpler ones, written with tensors, down to the primitives: for engines without a kernel, for
 * exporters, and for derivatives that no rule gives. Must not know any engine, nor the tape.
 */
@NullMarked
package dev.vireo.tensor.internal.decomposition;

import org.jspecify.annotations.NullMarked;
