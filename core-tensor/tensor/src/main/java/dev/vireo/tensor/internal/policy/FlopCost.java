package dev.vireo.tensor.internal.policy;

import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.op.Op;

/**
 * Computes the number of floating-point operations of an operation; see {@link FlopCosts} for what counts.
 *
 * @param <O> the operation's type
 */
@FunctionalInterface
public interface FlopCost<O extends Op> {
    /** Returns the number of floating-point operations. */
    long flops(O op, TensorSpec[] inputs, TensorSpec[] results);
}
