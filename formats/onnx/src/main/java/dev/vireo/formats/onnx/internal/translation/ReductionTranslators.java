package dev.vireo.formats.onnx.internal.translation;

import dev.vireo.formats.onnx.internal.Value;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.op.OpTable;
import dev.vireo.tensor.op.Reduction;

/** Translates reductions. In opset 17 the axes are an input of ReduceSum and an attribute of all others. */
final class ReductionTranslators {
    private ReductionTranslators() {}

    static OpTable<Translator<?>> table() {
        return new TranslatorTable("reduction")
                .one(Reduction.Sum.class, (op, call) -> sum(op, call, call.accumulated()))
                .one(Reduction.Prod.class, (op, call) -> reduce("ReduceProd", op, call, call.accumulated()))
                .one(Reduction.Mean.class, (op, call) -> reduce("ReduceMean", op, call, call.in(0)))
                .one(Reduction.Var.class, ReductionTranslators::variance)
                .one(Reduction.Amax.class, (op, call) -> extreme("ReduceMax", op, call))
                .one(Reduction.Amin.class, (op, call) -> extreme("ReduceMin", op, call))
                .one(Reduction.LogSumExp.class, (op, call) -> reduce("ReduceLogSumExp", op, call, call.in(0)))
                .one(Reduction.Norm.class, ReductionTranslators::norm)
                .one(Reduction.Any.class, (op, call) -> {
                    var count = sum(op, call, call.graph().cast(Logic.bool(call, 0), DType.INT32));
                    return call.graph().op("Greater", count, call.graph().scalar(0, DType.INT32));
                })
                .one(Reduction.All.class, (op, call) -> {
                    var graph = call.graph();
                    var count = sum(op, call, graph.cast(graph.op("Not", Logic.bool(call, 0)), DType.INT32));
                    return graph.op("Equal", count, graph.scalar(0, DType.INT32));
                })
                .one(Reduction.ArgMax.class, (op, call) -> place("ArgMax", op, call))
                .one(Reduction.ArgMin.class, (op, call) -> place("ArgMin", op, call))
                .build();
    }

    static Value reduce(String type, Reduction op, Call call, Value x) {
        if (call.rank(0) == 0) {
            return reduceScalar(type, call, x);
        }
        return call.graph()
                .node(type, x)
                .with("axes", op.dims().toLongArray())
                .with("keepdims", op.keepDim())
                .value();
    }

    /** A scalar has no axes, so it is reshaped to one element first. */
    private static Value reduceScalar(String type, Call call, Value x) {
        var graph = call.graph();
        return graph.node(type, graph.op("Unsqueeze", x, graph.longs(0)))
                .with("axes", new long[] {0})
                .with("keepdims", false)
                .value();
    }

    private static Value sum(Reduction op, Call call, Value x) {
        var graph = call.graph();
        if (call.rank(0) == 0) {
            return graph.op("Identity", x);
        }
        return graph.node("ReduceSum", x, graph.longs(op.dims().toLongArray()))
                .with("keepdims", op.keepDim())
                .value();
    }

    /** The number of elements is computed from the shape at run time, so that the batch size can stay dynamic. */
    private static Value variance(Reduction.Var op, Call call) {
        var graph = call.graph();
        var x = call.in(0);
        var mean = reduce("ReduceMean", new Reduction.Mean(op.dims(), true), call, x);
        var deviation = graph.op("Sub", x, mean);
        var square = graph.op("Mul", deviation, deviation);
        if (op.correction() == 0) {
            return reduce("ReduceMean", op, call, square);
        }
        var sizes =
                graph.op("Gather", graph.op("Shape", x), graph.longs(op.dims().toLongArray()));
        var count = graph.node("ReduceProd", sizes).with("keepdims", false).value();
        var divisor = graph.op("Sub", graph.cast(count, call.dtype(0)), call.scalar(op.correction()));
        return graph.op("Div", sum(op, call, square), divisor);
    }

    private static Value norm(Reduction.Norm op, Call call) {
        var graph = call.graph();
        if (op.p() == 2) {
            return reduce("ReduceL2", op, call, call.in(0));
        }
        if (op.p() == 1) {
            return reduce("ReduceL1", op, call, call.in(0));
        }
        if (op.p() == 0) {
            return sum(op, call, graph.cast(Logic.bool(call, 0), call.dtype(0)));
        }
        var size = graph.op("Abs", call.in(0));
        if (Double.isInfinite(op.p())) {
            return reduce(op.p() > 0 ? "ReduceMax" : "ReduceMin", op, call, size);
        }
        var powers = sum(op, call, graph.op("Pow", size, call.scalar(op.p())));
        return graph.op("Pow", powers, call.scalar(1 / op.p()));
    }

    /** ONNX Runtime ignores NaN in minima and maxima; here NaN propagates. */
    private static Value extreme(String type, Reduction op, Call call) {
        var graph = call.graph();
        if (!call.dtype(0).isFloating()) {
            return TranslatorTable.<Reduction>inInt32((same, wide) -> reduce(type, same, wide, wide.in(0)))
                    .translate(op, call);
        }
        var extreme = reduce(type, op, call, call.in(0));
        var nan = sum(op, call, graph.cast(graph.op("IsNaN", call.in(0)), DType.INT32));
        var any = graph.op("Greater", nan, graph.scalar(0, DType.INT32));
        return graph.op("Where", any, call.scalar(Double.NaN), extreme);
    }

    private static Value place(String type, Reduction op, Call call) {
        var graph = call.graph();
        boolean scalar = call.rank(0) == 0;
        var x = call.dtype(0) == DType.INT64 ? graph.cast(call.in(0), DType.FLOAT64) : call.in(0);
        return graph.node(type, scalar ? graph.op("Unsqueeze", x, graph.longs(0)) : x)
                .with("axis", scalar ? 0 : op.dims().at(0))
                .with("keepdims", !scalar && op.keepDim())
                .value();
    }
}
