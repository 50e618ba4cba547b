package dev.vireo.formats.onnx.internal.translation;

import dev.vireo.formats.onnx.internal.Value;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.op.Embed;
import dev.vireo.tensor.op.Indexing;
import dev.vireo.tensor.op.OpTable;
import java.util.Arrays;

/** Translates indexing by integers and by masks. */
final class IndexingTranslators {
    private IndexingTranslators() {}

    static OpTable<Translator<?>> table() {
        return new TranslatorTable("indexing")
                .one(
                        Indexing.Gather.class,
                        (op, call) -> call.graph()
                                .node("GatherElements", call.in(0), call.in(1))
                                .with("axis", op.dim())
                                .value())
                .one(
                        Indexing.Scatter.class,
                        (op, call) -> call.graph()
                                .node("ScatterElements", call.all())
                                .with("axis", op.dim())
                                .value())
                .one(Indexing.ScatterAdd.class, (op, call) -> scatterAdd(call, op.dim(), call.in(1)))
                .one(
                        Indexing.IndexSelect.class,
                        (op, call) -> call.graph()
                                .node("Gather", call.in(0), call.in(1))
                                .with("axis", op.dim())
                                .value())
                .one(Indexing.IndexAdd.class, (op, call) -> scatterAdd(call, op.dim(), spread(op, call)))
                .sized(Indexing.MaskedFill.class, IndexingTranslators::maskedFill, "value")
                .one(Indexing.MaskedSelect.class, (op, call) -> {
                    var graph = call.graph();
                    var vector = graph.longs(-1);
                    return graph.op(
                            "Compress",
                            graph.op("Reshape", call.in(0), vector),
                            graph.op("Reshape", call.in(1), vector));
                })
                .one(Indexing.Nonzero.class, (op, call) -> {
                    var graph = call.graph();
                    return ViewTranslators.permuted(graph, graph.op("NonZero", Logic.bool(call, 0)), 1, 0);
                })
                .sized(Indexing.OneHot.class, IndexingTranslators::oneHot, "classes")
                .one(Embed.Embedding.class, (op, call) -> call.graph().op("Gather", call.in(0), call.in(1)))
                .build();
    }

    /** OneHot needs at least one dimension, so a scalar index is unsqueezed first. */
    private static Value oneHot(Indexing.OneHot op, Call call) {
        var graph = call.graph();
        boolean scalar = call.rank(0) == 0;
        var index = scalar ? graph.op("Unsqueeze", call.in(0), graph.longs(0)) : call.in(0);
        var rows = graph.node("OneHot", index, call.sizes().of(call.step().size("classes")), graph.longs(0, 1))
                .with("axis", -1)
                .value();
        return scalar ? graph.op("Squeeze", rows, graph.longs(0)) : rows;
    }

    private static Value scatterAdd(Call call, int dim, Value index) {
        return call.graph()
                .node("ScatterElements", call.in(0), index, call.in(2))
                .with("axis", dim)
                .with("reduction", "add")
                .value();
    }

    /** Expands one index per slice, {@code [K]}, to one per element, in the source's shape. */
    private static Value spread(Indexing.IndexAdd op, Call call) {
        var graph = call.graph();
        var sizes = new long[call.rank(0)];
        Arrays.fill(sizes, 1);
        sizes[op.dim()] = -1;
        var aligned = graph.op("Reshape", call.in(1), graph.longs(sizes));
        return graph.op("Expand", aligned, graph.op("Shape", call.in(2)));
    }

    private static Value maskedFill(Indexing.MaskedFill op, Call call) {
        var graph = call.graph();
        boolean small = call.dtype(0) == DType.INT8 || call.dtype(0) == DType.INT16;
        var x = small ? graph.cast(call.in(0), DType.INT32) : call.in(0);
        var value = call.number("value", op.value(), small ? DType.INT32 : call.dtype(0));
        var filled = graph.op("Where", call.in(1), value, x);
        return small ? graph.cast(filled, call.dtype(0)) : filled;
    }
}
