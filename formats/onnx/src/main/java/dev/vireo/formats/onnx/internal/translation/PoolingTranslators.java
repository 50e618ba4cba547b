package dev.vireo.formats.onnx.internal.translation;

import static dev.vireo.formats.onnx.internal.translation.RearrangeTranslators.bothSides;
import static dev.vireo.formats.onnx.internal.translation.RearrangeTranslators.concat;
import static dev.vireo.formats.onnx.internal.translation.ViewTranslators.sliced;

import dev.vireo.formats.onnx.internal.Value;
import dev.vireo.tensor.Dims;
import dev.vireo.tensor.op.OpTable;
import dev.vireo.tensor.op.Pooling;

/**
 * Translates pooling. For {@code ceilMode} the padding at the end is explicit, because runtimes disagree about ONNX's
 * ceil_mode.
 */
final class PoolingTranslators {
    private PoolingTranslators() {}

    static OpTable<Translator<?>> table() {
        return new TranslatorTable("pooling")
                .one(
                        Pooling.MaxPool.class,
                        (op, call) -> call.graph()
                                .node("MaxPool", call.in(0))
                                .with("kernel_shape", op.kernel().toLongArray())
                                .with("strides", op.stride().toLongArray())
                                .with("pads", bothSides(op.padding(), end(op, call)))
                                .with("dilations", op.dilation().toLongArray())
                                .value())
                .one(Pooling.AvgPool.class, PoolingTranslators::average)
                .one(
                        Pooling.AdaptiveAvgPool.class,
                        (op, call) -> adaptive(call, op.output(), "GlobalAveragePool", "AveragePool", "ReduceMean"))
                .one(
                        Pooling.AdaptiveMaxPool.class,
                        (op, call) -> adaptive(call, op.output(), "GlobalMaxPool", "MaxPool", "ReduceMax"))
                .build();
    }

    private static Dims end(Pooling.MaxPool op, Call call) {
        return op.ceilMode() ? end(call, op.kernel(), op.stride(), op.padding(), op.dilation()) : op.padding();
    }

    /** Returns the padding at the end that the last window needs. */
    private static Dims end(Call call, Dims kernel, Dims stride, Dims padding, Dims dilation) {
        var end = new int[kernel.size()];
        for (int i = 0; i < end.length; i++) {
            long lastWindow = (Call.fixed(call.resultShape().get(i + 2)) - 1) * stride.at(i);
            long reached = lastWindow + (long) dilation.at(i) * (kernel.at(i) - 1) + 1;
            end[i] = (int) Math.max(padding.at(i), reached - call.fixed(0, i + 2) - padding.at(i));
        }
        return Dims.of(end);
    }

    /**
     * The average counts the padding around the input only if the operation says so, and never the extra padding at the
     * end.
     */
    private static Value average(Pooling.AvgPool op, Call call) {
        var graph = call.graph();
        var ones = Dims.filled(op.kernel().size(), 1);
        var none = Dims.filled(op.kernel().size(), 0);
        var end = op.ceilMode() ? end(call, op.kernel(), op.stride(), op.padding(), ones) : op.padding();
        boolean pads = op.countIncludePad() && !op.padding().equals(none);
        var x = call.in(0);
        if (pads && op.ceilMode()) {
            x = graph.op("Pad", x, graph.longs(around(op.padding())), call.scalar(0));
            end = beyond(end, op.padding());
        }
        var before = pads && op.ceilMode() ? none : op.padding();
        return graph.node("AveragePool", x)
                .with("kernel_shape", op.kernel().toLongArray())
                .with("strides", op.stride().toLongArray())
                .with("pads", bothSides(before, end))
                .with("count_include_pad", pads && !op.ceilMode())
                .value();
    }

    /** Returns ONNX's paddings for all dimensions, with zeros for batch and channels. */
    private static long[] around(Dims padding) {
        int rank = padding.size() + 2;
        var pads = new long[2 * rank];
        for (int i = 0; i < padding.size(); i++) {
            pads[i + 2] = padding.at(i);
            pads[rank + i + 2] = padding.at(i);
        }
        return pads;
    }

    private static Dims beyond(Dims end, Dims padding) {
        var rest = end.toArray();
        for (int i = 0; i < rest.length; i++) {
            rest[i] -= padding.at(i);
        }
        return Dims.of(rest);
    }

    private static Value adaptive(Call call, Dims output, String global, String pool, String reduce) {
        if (output.equals(Dims.filled(output.size(), 1))) {
            return call.graph().op(global, call.in(0));
        }
        for (int i = 0; i < output.size(); i++) {
            if (call.fixed(0, i + 2) % output.at(i) != 0) {
                return uneven(call, output, reduce);
            }
        }
        var window = even(call, output);
        return call.graph()
                .node(pool, call.in(0))
                .with("kernel_shape", window)
                .with("strides", window)
                .value();
    }

    private static long[] even(Call call, Dims output) {
        var window = new long[output.size()];
        for (int i = 0; i < window.length; i++) {
            window[i] = call.fixed(0, i + 2) / output.at(i);
        }
        return window;
    }

    /**
     * Windows differ in size, so each dimension is reduced in turn: the maximum of maxima is the maximum, and likewise
     * for means.
     */
    private static Value uneven(Call call, Dims output, String reduce) {
        var graph = call.graph();
        var x = call.in(0);
        for (int i = 0; i < output.size(); i++) {
            int dim = i + 2;
            long size = call.fixed(0, dim);
            int count = output.at(i);
            var parts = new Value[count];
            for (int j = 0; j < count; j++) {
                long end = ((j + 1) * size + count - 1) / count;
                parts[j] = graph.node(reduce, sliced(graph, x, dim, j * size / count, end))
                        .with("axes", new long[] {dim})
                        .with("keepdims", true)
                        .value();
            }
            x = concat(graph, dim, parts);
        }
        return x;
    }
}
