package dev.vireo.formats.onnx.internal.translation;

import dev.vireo.formats.onnx.internal.GraphBuilder;
import dev.vireo.formats.onnx.internal.Value;
import dev.vireo.tensor.op.OpTable;
import dev.vireo.tensor.op.View;
import dev.vireo.tensor.trace.Size;
import java.util.ArrayList;

/** Translates views: other shapes of the same elements. */
final class ViewTranslators {
    private ViewTranslators() {}

    static OpTable<Translator<?>> table() {
        return new TranslatorTable("view")
                .sized(View.Reshape.class, (op, call) -> reshaped(call), "shape")
                .one(View.Flatten.class, (op, call) -> reshaped(call))
                .one(
                        View.Permute.class,
                        (op, call) -> call.rank(0) == 0
                                ? call.graph().op("Identity", call.in(0))
                                : permuted(call.graph(), call.in(0), op.dims().toLongArray()))
                .sized(View.Expand.class, (op, call) -> expand(call), "shape")
                .one(
                        View.Unsqueeze.class,
                        (op, call) -> call.graph()
                                .op("Unsqueeze", call.in(0), call.graph().longs(op.dim())))
                .one(
                        View.Squeeze.class,
                        (op, call) -> call.graph()
                                .op("Squeeze", call.in(0), call.graph().longs(op.dim())))
                .sized(View.Slice.class, ViewTranslators::slice, "start", "end")
                .build();
    }

    static Value permuted(GraphBuilder graph, Value x, long... dims) {
        return graph.node("Transpose", x).with("perm", dims).value();
    }

    /** Slices one dimension from {@code start} to {@code end}, exclusive. {@link Long#MAX_VALUE} means to the end. */
    static Value sliced(GraphBuilder graph, Value x, int dim, long start, long end) {
        return graph.op("Slice", x, graph.longs(start), graph.longs(end), graph.longs(dim));
    }

    private static Value reshaped(Call call) {
        return Reshapes.reshape(call, call.in(0), call.shape(0), call.resultShape());
    }

    /** Equal sizes are written as 1, which keeps the input's size, so that a dynamic size stays dynamic. */
    private static Value expand(Call call) {
        var sizes = new ArrayList<>(call.step().sizes("shape"));
        int leading = sizes.size() - call.rank(0);
        for (int dim = 0; dim < call.rank(0); dim++) {
            if (call.size(0, dim).equals(sizes.get(leading + dim))) {
                sizes.set(leading + dim, Size.of(1));
            }
        }
        return call.graph().op("Expand", call.in(0), call.sizes().of(sizes));
    }

    private static Value slice(View.Slice op, Call call) {
        var graph = call.graph();
        var start = call.sizes().of(call.step().size("start"));
        var last = call.step().size("end");
        var end = last.equals(call.size(0, op.dim()))
                ? graph.longs(Long.MAX_VALUE)
                : call.sizes().of(last);
        return op.step() == 1
                ? graph.op("Slice", call.in(0), start, end, graph.longs(op.dim()))
                : graph.op("Slice", call.in(0), start, end, graph.longs(op.dim()), graph.longs(op.step()));
    }
}
