package dev.vireo.engine.djl;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.vireo.tensor.op.Pooling;
import java.util.stream.IntStream;

/** Largest elements of windows: DJL's own, and those of dilated windows, which it has not. */
final class MaxPools {
    private final Pooling.MaxPool op;
    private final int spatial;

    private MaxPools(Pooling.MaxPool op) {
        this.op = op;
        this.spatial = op.kernel().size();
    }

    static PtNDArray of(Pooling.MaxPool op, PtNDArray x) {
        boolean dilated = IntStream.range(0, op.dilation().size())
                .anyMatch(i -> op.dilation().at(i) != 1);
        return dilated
                ? new MaxPools(op).dilated(x)
                : JniUtils.maxPool(
                        x,
                        new Shape(op.kernel().toLongArray()),
                        new Shape(op.stride().toLongArray()),
                        new Shape(op.padding().toLongArray()),
                        op.ceilMode());
    }

    /** The first of the largest among what stands at the same place of each window; of those, gradients find one. */
    private PtNDArray dilated(PtNDArray x) {
        var counts = counts(x);
        try (var padded = JniUtils.pad(x, padding(x, counts), Double.NEGATIVE_INFINITY)) {
            int places = IntStream.range(0, spatial).map(op.kernel()::at).reduce(1, (a, b) -> a * b);
            var largest = at(padded, counts, 0);
            for (int place = 1; place < places; place++) {
                try (var before = largest;
                        var next = at(padded, counts, place)) {
                    largest = firstLargest(before, next);
                }
            }
            return largest;
        }
    }

    /** NaN wins. */
    private static PtNDArray firstLargest(PtNDArray a, PtNDArray b) {
        try (var notLess = JniUtils.gte(a, b);
                var isNaN = JniUtils.isNaN(a);
                var stays = JniUtils.logicalOr(notLess, isNaN)) {
            return JniUtils.where(stays, a, b);
        }
    }

    /** The element at one place of all windows; places count in row-major order. */
    private PtNDArray at(PtNDArray padded, long[] counts, int place) {
        var from = new int[spatial];
        for (int i = spatial - 1, rest = place; i >= 0; i--) {
            from[i] = rest % op.kernel().at(i) * op.dilation().at(i);
            rest /= op.kernel().at(i);
        }
        var part = JniUtils.slice(padded, 0, 0, padded.getShape().get(0), 1);
        for (int i = 0; i < spatial; i++) {
            int step = op.stride().at(i);
            try (var wide = part) {
                part = JniUtils.slice(wide, i + 2, from[i], from[i] + (counts[i] - 1) * step + 1, step);
            }
        }
        return part;
    }

    /** How many windows there are in each dimension; with ceil mode the last may begin inside and end outside. */
    private long[] counts(PtNDArray x) {
        var counts = new long[spatial];
        for (int i = 0; i < spatial; i++) {
            long size = x.getShape().get(i + 2);
            long room = size + 2L * op.padding().at(i) - extent(i);
            long stride = op.stride().at(i);
            counts[i] = (op.ceilMode() ? (room + stride - 1) / stride : room / stride) + 1;
            if (op.ceilMode() && (counts[i] - 1) * stride >= size + op.padding().at(i)) {
                counts[i]--;
            }
        }
        return counts;
    }

    /** Before and after each dimension, the last one first. */
    private long[] padding(PtNDArray x, long[] counts) {
        var padding = new long[2 * spatial];
        for (int i = 0; i < spatial; i++) {
            long before = op.padding().at(i);
            long end = (counts[i] - 1) * op.stride().at(i) + extent(i);
            padding[2 * (spatial - 1 - i)] = before;
            padding[2 * (spatial - 1 - i) + 1] =
                    Math.max(0, end - before - x.getShape().get(i + 2));
        }
        return padding;
    }

    private long extent(int dim) {
        return (long) op.dilation().at(dim) * (op.kernel().at(dim) - 1) + 1;
    }
}
