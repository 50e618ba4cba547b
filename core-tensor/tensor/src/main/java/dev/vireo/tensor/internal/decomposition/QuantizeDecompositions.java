package dev.vireo.tensor.internal.decomposition;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.internal.decomposition.part.NumberTensors;
import dev.vireo.tensor.op.OpTable;
import dev.vireo.tensor.op.Quantize;

/** Decomposes quantization. */
final class QuantizeDecompositions {
    private QuantizeDecompositions() {}

    static OpTable<Decomposition<?>> table() {
        return new DecompositionTable("quantize")
                .wide(Quantize.FakeQuantize.class, (op, in) -> {
                    var x = in[0];
                    var scale = alongAxis(in[1], op.axis(), x);
                    var zeroPoint = alongAxis(in[2], op.axis(), x);
                    var levels = x.div(scale).round().add(zeroPoint).clamp(op.min(), op.max());
                    return levels.sub(zeroPoint).mul(scale);
                })
                .one(Quantize.IntMatMul.class, (op, in) -> in[0].to(DType.INT32).matmul(in[1].to(DType.INT32)))
                .build();
    }

    private static Tensor alongAxis(Tensor values, int axis, Tensor x) {
        var typed = values.to(x.dtype());
        return axis < 0 ? typed : NumberTensors.along(typed, axis, x.shape().rank());
    }
}
