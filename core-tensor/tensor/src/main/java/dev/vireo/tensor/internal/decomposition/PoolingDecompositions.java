package dev.vireo.tensor.internal.decomposition;

import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.internal.decomposition.part.AdaptiveWindows;
import dev.vireo.tensor.internal.decomposition.part.NumberTensors;
import dev.vireo.tensor.internal.decomposition.part.SlidingWindows;
import dev.vireo.tensor.op.OpTable;
import dev.vireo.tensor.op.Pooling;

/**
 * Decomposes pooling to reductions over windows. Among equal maxima the first receives the gradient, as in the engines'
 * kernels.
 */
final class PoolingDecompositions {
    private PoolingDecompositions() {}

    static OpTable<Decomposition<?>> table() {
        return new DecompositionTable("pooling")
                .one(
                        Pooling.MaxPool.class,
                        (op, in) -> first(SlidingWindows.of(op, in[0].shape()).apart(in[0], Double.NEGATIVE_INFINITY)))
                .wide(Pooling.AvgPool.class, PoolingDecompositions::average)
                .wide(Pooling.AdaptiveAvgPool.class, (op, in) -> {
                    var x = in[0];
                    for (int i = 0; i < op.output().size(); i++) {
                        x = AdaptiveWindows.of(x, i + 2, op.output().at(i)).mean(x);
                    }
                    return x;
                })
                .one(Pooling.AdaptiveMaxPool.class, PoolingDecompositions::adaptiveMax)
                .build();
    }

    /** Returns the first maximum along the last dimension, so that only that element receives a gradient. */
    private static Tensor first(Tensor windows) {
        int last = windows.shape().rank() - 1;
        if (windows.shape().elements() == 0) {
            return windows.sum(last);
        }
        var places = NumberTensors.range(windows, windows.shape().size(last));
        var isFirst = places.eq(windows.argMax(last).unsqueeze(last));
        return Tensor.where(isFirst, windows, NumberTensors.like(windows, 0)).sum(last);
    }

    private static Tensor average(Pooling.AvgPool op, Tensor[] in) {
        var x = in[0];
        var windows = SlidingWindows.of(op, x.shape());
        var sums = windows.apart(x, 0).sum(-1);
        for (int i = 0; i < op.kernel().size(); i++) {
            var sizes = windows.sizes(x, i, op.countIncludePad());
            sums = sums.div(NumberTensors.along(sizes, i + 2, x.shape().rank()));
        }
        return sums;
    }

    /** Splits all dimensions into windows before the maximum, so that the first maximum is that of the whole window. */
    private static Tensor adaptiveMax(Pooling.AdaptiveMaxPool op, Tensor[] in) {
        int spatial = op.output().size();
        var x = in[0];
        var order = new int[2 + 2 * spatial];
        order[1] = 1;
        for (int i = 0; i < spatial; i++) {
            x = AdaptiveWindows.of(x, 2 + 2 * i, op.output().at(i)).apart(x, Double.NEGATIVE_INFINITY);
            order[2 + i] = 2 + 2 * i;
            order[2 + spatial + i] = 3 + 2 * i;
        }
        var windows = x.permute(order);
        var shape = windows.shape();
        long elements = shape.slice(2 + spatial, shape.rank()).elements();
        return first(windows.reshape(
                shape.slice(0, 2 + spatial).concat(Shape.of(elements)).toArray()));
    }
}
