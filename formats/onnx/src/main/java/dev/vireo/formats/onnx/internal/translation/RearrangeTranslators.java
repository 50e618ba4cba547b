package dev.vireo.formats.onnx.internal.translation;

import static dev.vireo.formats.onnx.internal.translation.ViewTranslators.sliced;

import dev.vireo.formats.onnx.internal.Graph;
import dev.vireo.formats.onnx.internal.Value;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.Dims;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.op.OpTable;
import dev.vireo.tensor.op.Rearrange;
import java.util.ArrayList;
import java.util.Arrays;

/** Translates operations that copy elements to new places. */
final class RearrangeTranslators {
    private RearrangeTranslators() {}

    static OpTable<Translator<?>> table() {
        return new TranslatorTable("rearrange")
                .one(Rearrange.Concat.class, (op, call) -> concat(call.graph(), op.dim(), call.all()))
                .one(Rearrange.Stack.class, (op, call) -> {
                    var graph = call.graph();
                    var axis = graph.longs(op.dim());
                    var parts = Arrays.stream(call.all())
                            .map(each -> graph.op("Unsqueeze", each, axis))
                            .toArray(Value[]::new);
                    return concat(graph, op.dim(), parts);
                })
                .one(Rearrange.Pad.class, RearrangeTranslators::pad)
                .one(Rearrange.Flip.class, RearrangeTranslators::flip)
                .one(Rearrange.Roll.class, RearrangeTranslators::roll)
                .one(
                        Rearrange.Repeat.class,
                        (op, call) -> call.graph()
                                .op(
                                        "Tile",
                                        call.in(0),
                                        call.graph().longs(op.repeats().toLongArray())))
                .one(Rearrange.RepeatInterleave.class, RearrangeTranslators::interleave)
                .one(Rearrange.Tril.class, (op, call) -> triangle(call, false, op.diagonal()))
                .one(Rearrange.Triu.class, (op, call) -> triangle(call, true, op.diagonal()))
                .one(Rearrange.Diagonal.class, RearrangeTranslators::diagonal)
                .one(Rearrange.Unfold.class, RearrangeTranslators::unfold)
                .build();
    }

    static Value concat(Graph graph, int dim, Value... parts) {
        return graph.node("Concat", parts).with("axis", dim).value();
    }

    private static Value pad(Rearrange.Pad op, Call call) {
        var graph = call.graph();
        var pads = graph.longs(bothSides(op.before(), op.after()));
        return switch (op.mode()) {
            case CONSTANT -> graph.op("Pad", call.in(0), pads, call.scalar(op.value()));
            case REFLECT ->
                graph.node("Pad", call.in(0), pads).with("mode", "reflect").value();
            case REPLICATE ->
                graph.node("Pad", call.in(0), pads).with("mode", "edge").value();
            case CIRCULAR -> wrap(op, call);
        };
    }

    static long[] bothSides(Dims before, Dims after) {
        var pads = Arrays.copyOf(before.toLongArray(), 2 * before.size());
        System.arraycopy(after.toLongArray(), 0, pads, before.size(), after.size());
        return pads;
    }

    /**
     * Opset 17 has no circular padding, so slices of each end are concatenated to the other end, dimension by
     * dimension.
     */
    private static Value wrap(Rearrange.Pad op, Call call) {
        var graph = call.graph();
        var x = call.in(0);
        for (int dim = 0; dim < op.before().size(); dim++) {
            int before = op.before().at(dim);
            int after = op.after().at(dim);
            var parts = new ArrayList<Value>();
            if (before > 0) {
                parts.add(sliced(graph, x, dim, -before, Long.MAX_VALUE));
            }
            parts.add(x);
            if (after > 0) {
                parts.add(sliced(graph, x, dim, 0, after));
            }
            x = parts.size() == 1 ? x : concat(graph, dim, parts.toArray(new Value[0]));
        }
        return graph.op("Identity", x);
    }

    private static Value flip(Rearrange.Flip op, Call call) {
        var graph = call.graph();
        var dims = op.dims().toLongArray();
        var last = new long[dims.length];
        Arrays.fill(last, -1);
        var beforeFirst = new long[dims.length];
        Arrays.fill(beforeFirst, Long.MIN_VALUE);
        return graph.op(
                "Slice", call.in(0), graph.longs(last), graph.longs(beforeFirst), graph.longs(dims), graph.longs(last));
    }

    private static Value roll(Rearrange.Roll op, Call call) {
        var graph = call.graph();
        var x = call.in(0);
        for (int i = 0; i < op.dims().size(); i++) {
            int dim = op.dims().at(i);
            long size = call.shape(0).size(dim);
            long shift = size == 0 ? 0 : Math.floorMod(op.shifts().at(i), size);
            if (shift > 0) {
                var end = sliced(graph, x, dim, -shift, Long.MAX_VALUE);
                x = concat(graph, dim, end, sliced(graph, x, dim, 0, -shift));
            }
        }
        return graph.op("Identity", x);
    }

    /** Copies each element along a new dimension and flattens that dimension. */
    private static Value interleave(Rearrange.RepeatInterleave op, Call call) {
        var graph = call.graph();
        var rows = call.shape(0).insert(op.dim() + 1, op.repeats());
        var repeats = new long[rows.rank()];
        Arrays.fill(repeats, 1);
        repeats[op.dim() + 1] = op.repeats();
        var tiled =
                graph.op("Tile", graph.op("Unsqueeze", call.in(0), graph.longs(op.dim() + 1L)), graph.longs(repeats));
        return Reshapes.reshape(graph, tiled, rows, call.resultShape());
    }

    private static Value triangle(Call call, boolean upper, int diagonal) {
        var graph = call.graph();
        boolean wide = call.dtype(0).isIntegral() && call.dtype(0) != DType.INT64;
        var x = wide ? graph.cast(call.in(0), DType.INT64) : call.in(0);
        var triangle = graph.node("Trilu", x, graph.scalar(diagonal, DType.INT64))
                .with("upper", upper)
                .value();
        return wide ? graph.cast(triangle, call.dtype(0)) : triangle;
    }

    /** Returns the indices of the diagonal's elements in the row-major matrix. */
    private static Value diagonal(Rearrange.Diagonal op, Call call) {
        var graph = call.graph();
        var shape = call.shape(0);
        long columns = shape.size(-1);
        long first = op.offset() >= 0 ? op.offset() : -op.offset() * columns;
        var places = new long[(int) call.resultShape().size(-1)];
        Arrays.setAll(places, i -> first + i * (columns + 1));
        var rows = shape.slice(0, shape.rank() - 2).concat(Shape.of(shape.size(-2) * columns));
        var flat = Reshapes.reshape(graph, call.in(0), shape, rows);
        return graph.node("Gather", flat, graph.longs(places))
                .with("axis", rows.rank() - 1)
                .value();
    }

    /** Unfolds by a convolution whose filters each select one position of the window. */
    private static Value unfold(Rearrange.Unfold op, Call call) {
        var graph = call.graph();
        int height = op.kernel().at(0);
        int width = op.kernel().at(1);
        long channels = call.shape(0).size(1);
        long places = (long) height * width;
        var picks = graph.node(
                        "OneHot", graph.longs(place(channels, places)), graph.longs(places), pair(graph, call.dtype(0)))
                .with("axis", -1)
                .value(); // [C kh kw, kh kw]
        var weight = graph.op("Reshape", picks, graph.longs(channels * places, 1, height, width));
        var windows = graph.node("Conv", call.in(0), weight)
                .with("strides", op.stride().toLongArray())
                .with("pads", bothSides(op.padding(), op.padding()))
                .with("dilations", op.dilation().toLongArray())
                .with("group", channels)
                .value(); // [N, C kh kw, H', W']
        return graph.op("Reshape", windows, graph.longs(0, 0, -1));
    }

    private static long[] place(long channels, long places) {
        var all = new long[(int) (channels * places)];
        Arrays.setAll(all, i -> i % places);
        return all;
    }

    /** Returns OneHot's two values: off (0) and on (1). */
    private static Value pair(Graph graph, DType dtype) {
        return concat(graph, 0, graph.full(0, dtype, 1), graph.full(1, dtype, 1));
    }
}
