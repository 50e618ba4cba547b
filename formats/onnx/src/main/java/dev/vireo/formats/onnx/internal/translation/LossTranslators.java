package dev.vireo.formats.onnx.internal.translation;

import dev.vireo.formats.onnx.internal.GraphBuilder;
import dev.vireo.formats.onnx.internal.Value;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.op.LossOp;
import dev.vireo.tensor.op.OpTable;

/** Translates losses into simpler nodes, for models that return their loss. */
final class LossTranslators {
    private LossTranslators() {}

    static OpTable<Translator<?>> table() {
        return new TranslatorTable("loss")
                .one(LossOp.CrossEntropy.class, (op, call) -> {
                    var log = call.graph()
                            .node("LogSoftmax", call.in(0))
                            .with("axis", 1)
                            .value();
                    return ofClasses(call, log, op.reduce(), op.ignoreIndex(), op.labelSmoothing());
                })
                .one(LossOp.NllLoss.class, (op, call) -> ofClasses(call, call.in(0), op.reduce(), op.ignoreIndex(), 0))
                .one(LossOp.BinaryCrossEntropyWithLogits.class, LossTranslators::binary)
                .build();
    }

    private static Value ofClasses(Call call, Value log, LossOp.Reduce reduce, long ignore, double smoothing) {
        var graph = call.graph();
        var target = call.in(1);
        var ignored = graph.op("Equal", target, graph.scalar(ignore, DType.INT64));
        var safe = graph.op("Where", ignored, graph.scalar(0, DType.INT64), target);
        var axis = graph.longs(1);
        var picked = graph.node("GatherElements", log, graph.op("Unsqueeze", safe, axis))
                .with("axis", 1)
                .value();
        var likelihood = graph.op("Squeeze", picked, axis);
        if (smoothing > 0) {
            likelihood = smoothed(call, likelihood, log, smoothing);
        }
        var losses = graph.op("Where", ignored, call.scalar(0), graph.op("Neg", likelihood));
        return switch (reduce) {
            case NONE -> losses;
            case SUM -> sum(graph, losses);
            case MEAN -> {
                var counted = graph.cast(graph.op("Not", ignored), call.dtype(0));
                yield graph.op("Div", sum(graph, losses), sum(graph, counted));
            }
        };
    }

    private static Value smoothed(Call call, Value likelihood, Value log, double smoothing) {
        var graph = call.graph();
        var mean = graph.node("ReduceMean", log)
                .with("axes", new long[] {1})
                .with("keepdims", false)
                .value();
        return graph.op(
                "Add",
                graph.op("Mul", likelihood, call.scalar(1 - smoothing)),
                graph.op("Mul", mean, call.scalar(smoothing)));
    }

    /** max(x, 0) - x t + log(1 + e^-|x|). */
    private static Value binary(LossOp.BinaryCrossEntropyWithLogits op, Call call) {
        var graph = call.graph();
        var x = call.in(0);
        var linear = graph.op("Sub", graph.op("Relu", x), graph.op("Mul", x, call.in(1)));
        var losses = graph.op("Add", linear, graph.op("Softplus", graph.op("Neg", graph.op("Abs", x))));
        return switch (op.reduce()) {
            case NONE -> losses;
            case SUM -> sum(graph, losses);
            case MEAN ->
                graph.node("ReduceMean", losses).with("keepdims", false).value();
        };
    }

    private static Value sum(GraphBuilder graph, Value x) {
        return graph.node("ReduceSum", x).with("keepdims", false).value();
    }
}
