package dev.vireo.tensor.internal.decomposition;

import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.op.Op;

/**
 * Expresses an operation by simpler ones. Engines without a kernel use it, and so do second derivatives. An operation
 * without a decomposition is a primitive, which every engine must implement. The results may share memory with the
 * inputs; the caller copies them if the operation is not a view.
 *
 * @param <O> the operation's type
 */
@FunctionalInterface
public interface Decomposition<O extends Op> {
    /** Computes the results. */
    Tensor[] apply(O op, Tensor[] inputs);
}
