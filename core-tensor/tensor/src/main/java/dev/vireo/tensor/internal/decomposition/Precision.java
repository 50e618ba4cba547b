package dev.vireo.tensor.internal.decomposition;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.op.Op;

/** Half types are computed in float32 and rounded once at the end, as kernels do it. */
final class Precision {
    private Precision() {}

    /** The same decomposition with its half inputs in float32, and the result in the first input's type again. */
    static <O extends Op> DecompositionTable.One<O> wide(DecompositionTable.One<O> row) {
        return (op, in) -> in[0].dtype().isHalf() ? row.apply(op, widened(in)).to(in[0].dtype()) : row.apply(op, in);
    }

    /** The inputs, float32 where they are of a half type. */
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
