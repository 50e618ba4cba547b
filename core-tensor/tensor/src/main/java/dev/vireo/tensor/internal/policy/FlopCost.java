package dev.vireo.tensor.internal.policy;

import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.op.Op;

/**
 * How many floating point operations an operation takes; see {@link FlopCosts} for what counts.
 *
 * @param <O> the operation's type
 */
@FunctionalInterface
public interface FlopCost<O extends Op> {
    long flops(O op, TensorSpec[] inputs, TensorSpec[] results);
}
