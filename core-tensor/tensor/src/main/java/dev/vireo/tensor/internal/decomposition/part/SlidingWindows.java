package dev.vireo.tensor.internal.decomposition.part;

import dev.vireo.tensor.Dims;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.internal.spec.WindowCount;
import dev.vireo.tensor.op.Op;
import dev.vireo.tensor.op.Pooling;
import dev.vireo.tensor.op.Rearrange;

/**
 * Windows that slide over the spatial dimensions of {@code [N, C, (D), (H), W]}.
 *
 * @param input the spatial sizes
 * @param count the number of windows along each dimension
 * @param kernel the size of the window
 * @param stride the step between windows
 * @param padding the number of elements added on both sides
 * @param dilation the distance between the elements of a window
 */
public record SlidingWindows(long[] input, long[] count, Dims kernel, Dims stride, Dims padding, Dims dilation) {

    /** The windows of an unfold. */
    public static SlidingWindows of(Rearrange.Unfold op, Shape x) {
        return of(op, x, op.kernel(), op.stride(), op.padding(), op.dilation(), false);
    }

    /** The windows of a max pool. */
    public static SlidingWindows of(Pooling.MaxPool op, Shape x) {
        return of(op, x, op.kernel(), op.stride(), op.padding(), op.dilation(), op.ceilMode());
    }

    /** The windows of an average pool. */
    public static SlidingWindows of(Pooling.AvgPool op, Shape x) {
        var dense = Dims.filled(op.kernel().size(), 1);
        return of(op, x, op.kernel(), op.stride(), op.padding(), dense, op.ceilMode());
    }

    private static SlidingWindows of(
            Op op, Shape x, Dims kernel, Dims stride, Dims padding, Dims dilation, boolean ceilMode) {
        var input = x.slice(2, x.rank()).toArray();
        var count = new long[input.length];
        for (int i = 0; i < input.length; i++) {
            count[i] =
                    WindowCount.size(op, input[i], kernel.at(i), stride.at(i), padding.at(i), dilation.at(i), ceilMode);
        }
        return new SlidingWindows(input, count, kernel, stride, padding, dilation);
    }

    /**
     * Returns the number of elements of each window along a dimension, in the type of x, counting the padding or not.
     */
    public Tensor sizes(Tensor x, int i, boolean padded) {
        double first = -padding.at(i);
        var start = Tensor.arange(first, stride.at(i), x.spec().with(Shape.of(count[i])));
        var end = start.add(kernel.at(i)).minimum(padded ? input[i] + padding.at(i) : input[i]);
        return end.sub(padded ? start : start.maximum(0));
    }

    /**
     * Copies {@code [N, C, (D), (H), W]} to {@code [N, C, windows..., kernel elements]}. The padding has the value
     * {@code outside}.
     */
    public Tensor apart(Tensor x, double outside) {
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

    /** Copies {@code [N, C, H, W]} to {@code [N, C * kernel elements, windows]} (im2col). */
    public Tensor columns(Tensor x) {
        var shape = x.shape();
        return split(x, 0)
                .permute(0, 1, 3, 5, 2, 4)
                .reshape(
                        shape.size(0),
                        shape.size(1) * elements(kernel),
                        Shape.of(count).elements());
    }

    /** Returns {@code [N, C, count, kernel, count, kernel, ...]}. */
    private Tensor split(Tensor x, double outside) {
        var result = x;
        for (int i = 0; i < input.length; i++) {
            int dim = 2 + 2 * i;
            result = split(padded(result, dim, i, outside), dim, i);
        }
        return result;
    }

    /**
     * Adjacent windows are a view. For other windows, each position of the kernel is a slice, and the slices are
     * stacked.
     */
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

    /** Pads the end by what the last window needs, and removes what no window reads. */
    private Tensor padded(Tensor x, int dim, int i, double outside) {
        long reach = (count[i] - 1) * stride.at(i) + dilation.at(i) * (kernel.at(i) - 1L) + 1;
        int after = Math.toIntExact(reach - input[i] - padding.at(i));
        return padding.at(i) == 0 && after == 0 ? x : Edges.constant(x, dim, padding.at(i), after, outside);
    }

    private static long elements(Dims dims) {
        return Shape.of(dims.toLongArray()).elements();
    }
}
