package dev.vireo.tensor.internal.decomposition;

import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.op.Op;

/**
 * An operation in terms of simpler ones, for engines without a kernel of it and for its second derivatives. What has no
 * decomposition is a primitive: every engine has a kernel of it. What it returns may share memory with the inputs: where
 * the operation is no view, a copy is made of that.
 *
 * @param <O> the operation's type
 */
@FunctionalInterface
public interface Decomposition<O extends Op> {
    Tensor[] apply(O op, Tensor[] inputs);
}
