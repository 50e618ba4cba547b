package dev.vireo.formats.onnx.internal.translation;

import dev.vireo.formats.onnx.internal.Value;
import dev.vireo.tensor.op.Activation;
import dev.vireo.tensor.op.OpTable;

/** Translates activations. GELU becomes the pattern of nodes that ONNX Runtime fuses. */
final class ActivationTranslators {
    /** Above this value softplus(x) equals x in float32. */
    private static final double NO_THRESHOLD = 16;

    private ActivationTranslators() {}

    static OpTable<Translator<?>> table() {
        return new TranslatorTable("activation")
                .one(Activation.Gelu.class, (op, call) -> op.tanh() ? geluTanh(call) : gelu(call))
                .one(
                        Activation.LeakyRelu.class,
                        (op, call) -> call.graph()
                                .node("LeakyRelu", call.in(0))
                                .with("alpha", op.negativeSlope())
                                .value())
                .one(
                        Activation.Elu.class,
                        (op, call) -> call.graph()
                                .node("Elu", call.in(0))
                                .with("alpha", op.alpha())
                                .value())
                .one(Activation.Softplus.class, ActivationTranslators::softplus)
                .sized(
                        Activation.Clamp.class,
                        TranslatorTable.inInt32((op, call) -> call.graph()
                                .op("Clip", call.in(0), bound(call, "min", op.min()), bound(call, "max", op.max()))),
                        "min",
                        "max")
                .one(
                        Activation.Softmax.class,
                        (op, call) -> call.graph()
                                .node("Softmax", call.in(0))
                                .with("axis", op.dim())
                                .value())
                .one(
                        Activation.LogSoftmax.class,
                        (op, call) -> call.graph()
                                .node("LogSoftmax", call.in(0))
                                .with("axis", op.dim())
                                .value())
                .build();
    }

    /** x (erf(x / sqrt(2)) + 1) / 2. */
    private static Value gelu(Call call) {
        var graph = call.graph();
        var erf = graph.op("Erf", graph.op("Div", call.in(0), call.scalar(Math.sqrt(2))));
        var twice = graph.op("Mul", call.in(0), graph.op("Add", erf, call.scalar(1)));
        return graph.op("Mul", twice, call.scalar(0.5));
    }

    /** x (tanh(sqrt(2 / pi) (x + 0.044715 x^3)) + 1) / 2. */
    private static Value geluTanh(Call call) {
        var graph = call.graph();
        var x = call.in(0);
        var cube = graph.op("Pow", x, call.scalar(3));
        var inner = graph.op("Add", x, graph.op("Mul", cube, call.scalar(0.044715)));
        var tanh = graph.op("Tanh", graph.op("Mul", inner, call.scalar(Math.sqrt(2 / Math.PI))));
        var half = graph.op("Mul", x, call.scalar(0.5));
        return graph.op("Mul", half, graph.op("Add", tanh, call.scalar(1)));
    }

    private static Value softplus(Activation.Softplus op, Call call) {
        var graph = call.graph();
        var x = call.in(0);
        var scaled = op.beta() == 1 ? x : graph.op("Mul", x, call.scalar(op.beta()));
        var plus = graph.op("Softplus", scaled);
        var result = op.beta() == 1 ? plus : graph.op("Div", plus, call.scalar(op.beta()));
        return op.threshold() >= NO_THRESHOLD
                ? result
                : graph.op("Where", graph.op("Greater", scaled, call.scalar(op.threshold())), x, result);
    }

    private static Value bound(Call call, String attribute, double value) {
        return Double.isInfinite(value) ? Value.ABSENT : call.number(attribute, value, call.dtype(0));
    }
}
