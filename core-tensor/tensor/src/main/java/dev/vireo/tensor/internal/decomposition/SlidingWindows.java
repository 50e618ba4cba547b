package dev.vireo.tensor.internal.decomposition;

import dev.vireo.tensor.Dims;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.internal.spec.Windows;
import dev.vireo.tensor.op.Op;
import dev.vireo.tensor.op.Pooling;
import dev.vireo.tensor.op.Rearrange;

/**
 * Windows that slide over the spatial dimensions of {@code [N, C, (D), (H), W]}.
 *
 * @param input spatial sizes
 * @param count how many windows there are along each
 */
record SlidingWindows(long[] input, long[] count, Dims kernel, Dims stride, Dims padding, Dims dilation) {

    static SlidingWindows of(Rearrange.Unfold op, Shape x) {
        return of(op, x, op.kernel(), op.stride(), op.padding(), op.dilation(), false);
    }

    static SlidingWindows of(Pooling.MaxPool op, Shape x) {
        return of(op, x, op.kernel(), op.stride(), op.padding(), op.dilation(), op.ceilMode());
    }

    static SlidingWindows of(Pooling.AvgPool op, Shape x) {
        var dense = Dims.filled(op.kernel().size(), 1);
        return of(op, x, op.kernel(), op.stride(), op.padding(), dense, op.ceilMode());
    }

    private static SlidingWindows of(
            Op op, Shape x, Dims kernel, Dims stride, Dims padding, Dims dilation, boolean ceilMode) {
        var input = x.slice(2, x.rank()).toArray();
        var count = new long[input.length];
        for (int i = 0; i < input.length; i++) {
            count[i] = Windows.size(op, input[i], kernel.at(i), stride.at(i), padding.at(i), dilation.at(i), ceilMode);
        }
        return new SlidingWindows(input, count, kernel, stride, padding, dilation);
    }

    /**
     * How many elements each window along a dimension has, in the type of x: of the padded input, or of the input only.
     */
    Tensor sizes(Tensor x, int i, boolean padded) {
        double first = -padding.at(i);
        var start = Tensor.arange(first, stride.at(i), x.spec().with(Shape.of(count[i])));
        var end = start.add(kernel.at(i)).minimum(padded ? input[i] + padding.at(i) : input[i]);
        return end.sub(padded ? start : start.maximum(0));
    }

    /** {@code [N, C, (D), (H), W]} to {@code [N, C, windows..., kernel elements]}; beyond the edges stands a value. */
    Tensor apart(Tensor x, double outside) {
        var split = split(x, outside);
        int spatial = input.length;
        var order = new int[2 + 2 * spatial];
        order[1] = 1;
        for (int i = 0; i < spatial; i++) {
            order[2 + i] = 2 + 2 * i;
            order[2 + spatial + i] = 3 + 2 * i;
        }
        var shape = x.shape().slice(0, 2).concat(Shape.of(count)).concat(Shape.of(elements(kernel)));
        return split.permute(order).reshape(shape.toArray());
    }

    /** As im2col: {@code [N, C, H, W]} to {@code [N, C * kernel elements, windows]}. */
    Tensor columns(Tensor x) {
        var shape = x.shape();
        return split(x, 0)
                .permute(0, 1, 3, 5, 2, 4)
                .reshape(
                        shape.size(0),
                        shape.size(1) * elements(kernel),
                        Shape.of(count).elements());
    }

    /** {@code [N, C, count, kernel, count, kernel, ...]}. */
    private Tensor split(Tensor x, double outside) {
        var result = x;
        for (int i = 0; i < input.length; i++) {
            int dim = 2 + 2 * i;
            result = split(padded(result, dim, i, outside), dim, i);
        }
        return result;
    }

    /** Windows that follow each other are only looked at; of others, what stands at one place of all is a slice. */
    private Tensor split(Tensor padded, int dim, int i) {
        if (stride.at(i) == kernel.at(i) && dilation.at(i) == 1) {
            var sizes = padded.shape().with(dim, count[i]).insert(dim + 1, kernel.at(i));
            return padded.reshape(sizes.toArray());
        }
        var places = new Tensor[kernel.at(i)];
        for (int place = 0; place < places.length; place++) {
            long from = (long) place * dilation.at(i);
            long end = from + (count[i] - 1) * stride.at(i) + 1;
            places[place] = padded.slice(dim, from, end, stride.at(i)).unsqueeze(dim + 1);
        }
        return Tensor.concat(dim + 1, places);
    }

    /** As much after the last element as the last window reaches beyond it; what no window reaches is cut off. */
    private Tensor padded(Tensor x, int dim, int i, double outside) {
        long reach = (count[i] - 1) * stride.at(i) + dilation.at(i) * (kernel.at(i) - 1L) + 1;
        int after = Math.toIntExact(reach - input[i] - padding.at(i));
        return padding.at(i) == 0 && after == 0 ? x : Edges.constant(x, dim, padding.at(i), after, outside);
    }

    private static long elements(Dims dims) {
        return Shape.of(dims.toLongArray()).elements();
    }
}
