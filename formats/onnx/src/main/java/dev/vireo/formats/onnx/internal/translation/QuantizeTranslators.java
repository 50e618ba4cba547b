package dev.vireo.formats.onnx.internal.translation;

import dev.vireo.formats.onnx.internal.Value;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.op.OpTable;
import dev.vireo.tensor.op.Quantize;
import java.util.Arrays;

/**
 * Translates quantization. Full 8-bit ranges become QuantizeLinear and DequantizeLinear, which runtimes fuse. Others
 * are composed of simpler nodes.
 */
final class QuantizeTranslators {
    private QuantizeTranslators() {}

    static OpTable<Translator<?>> table() {
        return new TranslatorTable("quantize")
                .one(Quantize.FakeQuantize.class, (op, call) -> {
                    if (op.min() == -128 && op.max() == 127) {
                        return pair(op, call, DType.INT8);
                    }
                    return op.min() == 0 && op.max() == 255 ? pair(op, call, DType.UINT8) : composed(op, call);
                })
                .one(Quantize.IntMatMul.class, (op, call) -> call.graph().op("MatMulInteger", call.all()))
                .build();
    }

    private static Value pair(Quantize.FakeQuantize op, Call call, DType type) {
        var graph = call.graph();
        var zero = graph.cast(call.in(2), type);
        int axis = Math.max(0, op.axis());
        var quantized = graph.node("QuantizeLinear", call.in(0), call.in(1), zero)
                .with("axis", axis)
                .value();
        return graph.node("DequantizeLinear", quantized, call.in(1), zero)
                .with("axis", axis)
                .value();
    }

    private static Value composed(Quantize.FakeQuantize op, Call call) {
        var graph = call.graph();
        var scale = along(op, call, call.in(1));
        var zero = along(op, call, graph.cast(call.in(2), call.dtype(0)));
        var steps = graph.op("Add", graph.op("Round", graph.op("Div", call.in(0), scale)), zero);
        var clipped = graph.op("Clip", steps, call.scalar(op.min()), call.scalar(op.max()));
        return graph.op("Mul", graph.op("Sub", clipped, zero), scale);
    }

    /** Reshapes one value per channel so that it broadcasts. */
    private static Value along(Quantize.FakeQuantize op, Call call, Value value) {
        if (op.axis() < 0) {
            return value;
        }
        var sizes = new long[call.rank(0) - op.axis()];
        Arrays.fill(sizes, 1);
        sizes[0] = -1;
        return call.graph().op("Reshape", value, call.graph().longs(sizes));
    }
}
