package dev.vireo.formats.onnx.internal.translation;

import dev.vireo.formats.onnx.internal.Graph;
import dev.vireo.formats.onnx.internal.Value;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.op.OpTable;
import dev.vireo.tensor.op.View;

/** Translates views: other shapes of the same elements. */
final class ViewTranslators {
    private ViewTranslators() {}

    static OpTable<Translator<?>> table() {
        return new TranslatorTable("view")
                .one(View.Reshape.class, (op, call) -> reshaped(call))
                .one(View.Flatten.class, (op, call) -> reshaped(call))
                .one(
                        View.Permute.class,
                        (op, call) -> call.shape(0).rank() == 0
                                ? call.graph().op("Identity", call.in(0))
                                : permuted(call.graph(), call.in(0), op.dims().toLongArray()))
                .one(View.Expand.class, ViewTranslators::expand)
                .one(
                        View.Unsqueeze.class,
                        (op, call) -> call.graph()
                                .op("Unsqueeze", call.in(0), call.graph().longs(op.dim())))
                .one(
                        View.Squeeze.class,
                        (op, call) -> call.graph()
                                .op("Squeeze", call.in(0), call.graph().longs(op.dim())))
                .one(View.Slice.class, ViewTranslators::slice)
                .build();
    }

    static Value permuted(Graph graph, Value x, long... dims) {
        return graph.node("Transpose", x).with("perm", dims).value();
    }

    /** Slices one dimension from {@code start} to {@code end}, exclusive. {@link Long#MAX_VALUE} means to the end. */
    static Value sliced(Graph graph, Value x, int dim, long start, long end) {
        return graph.op("Slice", x, graph.longs(start), graph.longs(end), graph.longs(dim));
    }

    private static Value reshaped(Call call) {
        return Reshapes.reshape(call.graph(), call.in(0), call.shape(0), call.resultShape());
    }

    /** Equal sizes are written as 1, which keeps the input's size, so that a dynamic size stays dynamic. */
    private static Value expand(View.Expand op, Call call) {
        var sizes = op.shape().toArray();
        Shape from = call.shape(0);
        for (int i = 1; i <= from.rank(); i++) {
            if (from.size(-i) == sizes[sizes.length - i]) {
                sizes[sizes.length - i] = 1;
            }
        }
        return call.graph().op("Expand", call.in(0), call.graph().longs(sizes));
    }

    private static Value slice(View.Slice op, Call call) {
        var graph = call.graph();
        long end = op.end() == call.shape(0).size(op.dim()) ? Long.MAX_VALUE : op.end();
        return op.step() == 1
                ? sliced(graph, call.in(0), op.dim(), op.start(), end)
                : graph.op(
                        "Slice",
                        call.in(0),
                        graph.longs(op.start()),
                        graph.longs(end),
                        graph.longs(op.dim()),
                        graph.longs(op.step()));
    }
}
