package dev.vireo.tensor.internal.decomposition;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.op.Op;

/** Computes half types in float32 and rounds once at the end, as kernels do. */
final class HalfPrecision {
    private HalfPrecision() {}

    /** Returns a decomposition that casts half-precision inputs to float32 and the result to the first input's type. */
    static <O extends Op> DecompositionTable.One<O> wide(DecompositionTable.One<O> row) {
        return (op, in) -> in[0].dtype().isHalf() ? row.apply(op, widened(in)).to(in[0].dtype()) : row.apply(op, in);
    }

    /** Returns the inputs, in float32 where they have a half type. */
    static Tensor[] widened(Tensor[] in) {
        var wide = in.clone();
        for (int i = 0; i < wide.length; i++) {
            wide[i] = widened(in[i]);
        }
        return wide;
    }

    static Tensor widened(Tensor x) {
        return x.dtype().isHalf() ? x.to(DType.FLOAT32) : x;
    }
}
