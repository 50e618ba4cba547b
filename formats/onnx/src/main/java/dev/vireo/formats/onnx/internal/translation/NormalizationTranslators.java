package dev.vireo.formats.onnx.internal.translation;

import dev.vireo.formats.onnx.internal.Value;
import dev.vireo.tensor.Dims;
import dev.vireo.tensor.op.Normalization;
import dev.vireo.tensor.op.OpTable;

/** Translates normalizations. Those missing in opset 17 are composed of simpler nodes. */
final class NormalizationTranslators {
    private NormalizationTranslators() {}

    static OpTable<Translator<?>> table() {
        return new TranslatorTable("normalization")
                .row(Normalization.BatchNorm.class, NormalizationTranslators::batch)
                .one(
                        Normalization.BatchNormInference.class,
                        (op, call) -> call.graph()
                                .node(
                                        "BatchNormalization",
                                        call.in(0),
                                        parameter(call, 3, 1, call.fixed(0, 1)),
                                        parameter(call, 4, 0, call.fixed(0, 1)),
                                        call.in(1),
                                        call.in(2))
                                .with("epsilon", op.eps())
                                .value())
                .one(Normalization.LayerNorm.class, NormalizationTranslators::layer)
                .one(Normalization.GroupNorm.class, (op, call) -> grouped(call, op.groups(), op.eps()))
                .one(Normalization.InstanceNorm.class, (op, call) -> grouped(call, call.fixed(0, 1), op.eps()))
                .one(Normalization.RmsNorm.class, NormalizationTranslators::rootMeanSquare)
                .build();
    }

    /** Returns an optional input or, if it is absent, a tensor filled with its default. */
    private static Value parameter(Call call, int index, double otherwise, long... shape) {
        return index < call.count() ? call.in(index) : call.graph().full(otherwise, call.dtype(0), shape);
    }

    /** Normalizes by the statistics of the batch, for layers without running statistics. */
    private static Value[] batch(Normalization.BatchNorm op, Call call) {
        var graph = call.graph();
        var x = call.in(0);
        var over = new long[call.rank(0) - 1];
        for (int i = 1; i < over.length; i++) {
            over[i] = i + 1L;
        }
        var mean = mean(call, x, over);
        var deviation = graph.op("Sub", x, mean);
        var variance = mean(call, graph.op("Mul", deviation, deviation), over);
        var scale = graph.op("Sqrt", graph.op("Add", variance, call.scalar(op.eps())));
        var y = affine(call, graph.op("Div", deviation, scale));
        var sizes = graph.op("Gather", graph.op("Shape", x), graph.longs(over));
        var count = graph.cast(
                graph.node("ReduceProd", sizes).with("keepdims", false).value(), call.dtype(0));
        var unbiased = graph.op("Div", count, graph.op("Sub", count, call.scalar(1)));
        var channel = graph.longs(-1);
        return new Value[] {
            y, graph.op("Reshape", mean, channel), graph.op("Reshape", graph.op("Mul", variance, unbiased), channel)
        };
    }

    private static Value mean(Call call, Value x, long... over) {
        return call.graph()
                .node("ReduceMean", x)
                .with("axes", over)
                .with("keepdims", true)
                .value();
    }

    private static Value layer(Normalization.LayerNorm op, Call call) {
        var scale = call.count() > 1 ? call.in(1) : ones(call, op.dims());
        var node = call.count() == 3
                ? call.graph().node("LayerNormalization", call.in(0), scale, call.in(2))
                : call.graph().node("LayerNormalization", call.in(0), scale);
        return node.with("axis", -op.dims()).with("epsilon", op.eps()).value();
    }

    private static Value ones(Call call, int dims) {
        var normalized = call.shape(0).subList(call.rank(0) - dims, call.rank(0));
        return call.graph()
                .full(
                        1,
                        call.dtype(0),
                        normalized.stream().mapToLong(Call::fixed).toArray());
    }

    /**
     * ONNX has no group normalization, so groups are reshaped to channels, {@code [N, G, -1]}, for instance
     * normalization.
     */
    private static Value grouped(Call call, long groups, double eps) {
        var graph = call.graph();
        var parts = graph.op("Reshape", call.in(0), graph.longs(0, groups, -1));
        var normalized = graph.node(
                        "InstanceNormalization",
                        parts,
                        graph.full(1, call.dtype(0), groups),
                        graph.full(0, call.dtype(0), groups))
                .with("epsilon", eps)
                .value();
        return affine(call, graph.op("Reshape", normalized, graph.op("Shape", call.in(0))));
    }

    /** Multiplies by the weight and adds the bias {@code [C]}, if they are present. */
    private static Value affine(Call call, Value x) {
        var graph = call.graph();
        var y = call.count() > 1 ? graph.op("Mul", x, channels(call, 1)) : x;
        return call.count() > 2 ? graph.op("Add", y, channels(call, 2)) : y;
    }

    private static Value channels(Call call, int input) {
        int spatial = call.rank(0) - 2;
        if (spatial == 0) {
            return call.in(input);
        }
        var axes = Dims.range(1, spatial + 1).toLongArray();
        return call.graph().op("Unsqueeze", call.in(input), call.graph().longs(axes));
    }

    private static Value rootMeanSquare(Normalization.RmsNorm op, Call call) {
        var graph = call.graph();
        var x = call.in(0);
        int rank = call.rank(0);
        var last = Dims.range(rank - op.dims(), rank).toLongArray();
        var square = mean(call, graph.op("Mul", x, x), last);
        var root = graph.op("Sqrt", graph.op("Add", square, call.scalar(op.eps())));
        var normalized = graph.op("Div", x, root);
        return call.count() == 2 ? graph.op("Mul", normalized, call.in(1)) : normalized;
    }
}
