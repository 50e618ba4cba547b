package dev.vireo.formats.onnx.internal.translation;

import static dev.vireo.formats.onnx.internal.translation.ViewTranslators.sliced;

import dev.vireo.formats.onnx.internal.GraphBuilder;
import dev.vireo.formats.onnx.internal.Value;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.Dims;
import dev.vireo.tensor.op.OpTable;
import dev.vireo.tensor.op.Rearrange;
import dev.vireo.tensor.trace.Size;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.stream.Stream;

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
                .sized(Rearrange.Pad.class, RearrangeTranslators::pad, "before", "after", "value")
                .one(Rearrange.Flip.class, RearrangeTranslators::flip)
                .sized(Rearrange.Roll.class, RearrangeTranslators::roll, "shifts")
                .sized(
                        Rearrange.Repeat.class,
                        (op, call) -> call.graph()
                                .op(
                                        "Tile",
                                        call.in(0),
                                        call.sizes().of(call.step().sizes("repeats"))),
                        "repeats")
                .one(Rearrange.RepeatInterleave.class, RearrangeTranslators::interleave)
                .sized(Rearrange.Tril.class, (op, call) -> triangle(call, false, op.diagonal()), "diagonal")
                .sized(Rearrange.Triu.class, (op, call) -> triangle(call, true, op.diagonal()), "diagonal")
                .one(Rearrange.Diagonal.class, RearrangeTranslators::diagonal)
                .one(Rearrange.Unfold.class, RearrangeTranslators::unfold)
                .build();
    }

    static Value concat(GraphBuilder graph, int dim, Value... parts) {
        return graph.node("Concat", parts).with("axis", dim).value();
    }

    private static Value pad(Rearrange.Pad op, Call call) {
        var graph = call.graph();
        if (op.mode() == Rearrange.PadMode.CIRCULAR) {
            return wrap(call);
        }
        var before = call.step().sizes("before");
        var after = call.step().sizes("after");
        var pads =
                call.sizes().of(Stream.concat(before.stream(), after.stream()).toList());
        return switch (op.mode()) {
            case CONSTANT -> graph.op("Pad", call.in(0), pads, call.number("value", op.value(), call.dtype(0)));
            case REFLECT ->
                graph.node("Pad", call.in(0), pads).with("mode", "reflect").value();
            case REPLICATE ->
                graph.node("Pad", call.in(0), pads).with("mode", "edge").value();
            case CIRCULAR -> throw new AssertionError(op);
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
    private static Value wrap(Call call) {
        var graph = call.graph();
        var x = call.in(0);
        for (int dim = 0; dim < call.rank(0); dim++) {
            long before = Call.fixed(call.step().sizes("before").get(dim));
            long after = Call.fixed(call.step().sizes("after").get(dim));
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
            var size = call.size(0, dim);
            var shift = call.step().sizes("shifts").get(i);
            x = size.isConstant() && shift.isConstant()
                    ? rolled(graph, x, dim, size.value(), shift.value())
                    : rolled(call, x, dim, size, shift);
        }
        return graph.op("Identity", x);
    }

    private static Value rolled(GraphBuilder graph, Value x, int dim, long size, long by) {
        long shift = size == 0 ? 0 : Math.floorMod(by, size);
        if (shift == 0) {
            return x;
        }
        var end = sliced(graph, x, dim, -shift, Long.MAX_VALUE);
        return concat(graph, dim, end, sliced(graph, x, dim, 0, -shift));
    }

    /** Nodes compute where to cut. */
    private static Value rolled(Call call, Value x, int dim, Size size, Size by) {
        var graph = call.graph();
        var whole = call.sizes().of(size);
        var cut = graph.op("Sub", whole, graph.op("Mod", call.sizes().of(by), whole));
        var axis = graph.longs(dim);
        var end = graph.op("Slice", x, cut, graph.longs(Long.MAX_VALUE), axis);
        return concat(graph, dim, end, graph.op("Slice", x, graph.longs(0), cut, axis));
    }

    /** Copies each element along a new dimension and flattens that dimension. */
    private static Value interleave(Rearrange.RepeatInterleave op, Call call) {
        var graph = call.graph();
        var rows = new ArrayList<>(call.shape(0));
        rows.add(op.dim() + 1, Size.of(op.repeats()));
        var repeats = new long[rows.size()];
        Arrays.fill(repeats, 1);
        repeats[op.dim() + 1] = op.repeats();
        var tiled =
                graph.op("Tile", graph.op("Unsqueeze", call.in(0), graph.longs(op.dim() + 1L)), graph.longs(repeats));
        return Reshapes.reshape(call, tiled, rows, call.resultShape());
    }

    private static Value triangle(Call call, boolean upper, int diagonal) {
        var graph = call.graph();
        boolean wide = call.dtype(0).isIntegral() && call.dtype(0) != DType.INT64;
        var x = wide ? graph.cast(call.in(0), DType.INT64) : call.in(0);
        var triangle = graph.node("Trilu", x, call.number("diagonal", diagonal, DType.INT64))
                .with("upper", upper)
                .value();
        return wide ? graph.cast(triangle, call.dtype(0)) : triangle;
    }

    /** Returns the indices of the diagonal's elements in the row-major matrix. */
    private static Value diagonal(Rearrange.Diagonal op, Call call) {
        var graph = call.graph();
        long columns = call.fixed(0, -1);
        long first = op.offset() >= 0 ? op.offset() : -op.offset() * columns;
        int leading = call.rank(0) - 2;
        var places = new long[(int) Call.fixed(call.resultShape().get(leading))];
        Arrays.setAll(places, i -> first + i * (columns + 1));
        var rows = new ArrayList<>(call.shape(0).subList(0, leading));
        rows.add(Size.of(call.fixed(0, -2) * columns));
        var flat = Reshapes.reshape(call, call.in(0), call.shape(0), rows);
        return graph.node("Gather", flat, graph.longs(places))
                .with("axis", leading)
                .value();
    }

    /** Unfolds by a convolution whose filters each select one position of the window. */
    private static Value unfold(Rearrange.Unfold op, Call call) {
        var graph = call.graph();
        int height = op.kernel().at(0);
        int width = op.kernel().at(1);
        long channels = call.fixed(0, 1);
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
    private static Value pair(GraphBuilder graph, DType dtype) {
        return concat(graph, 0, graph.full(0, dtype, 1), graph.full(1, dtype, 1));
    }
}
