package dev.vireo.tensor.engine;

import dev.vireo.tensor.op.Op;

/**
 * How an engine computes one operation.
 *
 * <p>What reaches a kernel has been checked: shapes and types fit the operation, operands of elementwise operations have
 * one type, all tensors live on one device. Results are new holds (never an input itself), in the order that the
 * operation documents, of the shape and type that its shape rule says. An {@link dev.vireo.tensor.op.Update} writes into
 * its inputs and returns an empty array.
 *
 * @param <O> the operation's type
 */
@FunctionalInterface
public interface Kernel<O extends Op> {
    NativeTensor[] run(O op, NativeTensor[] inputs);
}
