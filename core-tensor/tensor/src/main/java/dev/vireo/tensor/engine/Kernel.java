package dev.vireo.tensor.engine;

import dev.vireo.tensor.op.Op;

/**
 * Computes one operation on an engine.
 *
 * <p>The inputs have been checked: shapes and types fit the operation, operands of elementwise operations have one
 * type, and all tensors are on one device. Results are new native tensors, never an input, in the order that the
 * operation documents, with the shape and type that its spec rule gives. An {@link dev.vireo.tensor.op.Update} writes
 * into its inputs and returns an empty array.
 *
 * @param <O> the operation's type
 */
@FunctionalInterface
public interface Kernel<O extends Op> {
    /** Computes the results. */
    NativeTensor[] run(O op, NativeTensor[] inputs);
}
