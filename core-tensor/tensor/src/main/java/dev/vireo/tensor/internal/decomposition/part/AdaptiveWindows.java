package dev.vireo.tensor.internal.decomposition.part;

import dev.vireo.tensor.Tensor;
import java.util.Arrays;

/**
 * Windows of adaptive pooling along one dimension. Window i of n over a size s ranges from floor(i s / n) to ceil((i +
 * 1) s / n), exclusive. Shorter windows are padded to the longest.
 *
 * @param dim the dimension
 * @param index the indices of the elements, int64 {@code [count, longest]}
 * @param inside whether an element belongs to its window, bool {@code [count, longest]}
 * @param sizes the sizes of the windows, int64 {@code [count]}
 */
public record AdaptiveWindows(int dim, Tensor index, Tensor inside, Tensor sizes) {

    /** Splits a dimension into {@code count} windows. */
    public static AdaptiveWindows of(Tensor x, int dim, long count) {
        long size = x.shape().size(dim);
        long longest = 0;
        for (long i = 0; i < count; i++) {
            longest = Math.max(longest, ((i + 1) * size + count - 1) / count - i * size / count);
        }
        var window = NumberTensors.range(x, count);
        var starts = window.mul(size).floorDivide(count);
        var ends = window.add(1).mul(size).add(count - 1).floorDivide(count);
        var index = starts.unsqueeze(1).add(NumberTensors.range(x, longest));
        return new AdaptiveWindows(dim, index.minimum(size - 1), index.lt(ends.unsqueeze(1)), ends.sub(starts));
    }

    /**
     * Copies {@code [..., size, ...]} to {@code [..., count, longest, ...]}. Elements that belong to no window get the
     * value {@code outside}.
     */
    public Tensor apart(Tensor x, double outside) {
        var sizes = x.shape()
                .with(dim, index.shape().size(0))
                .insert(dim + 1, index.shape().size(1));
        var windows = x.indexSelect(dim, index.reshape(-1)).reshape(sizes.toArray());
        var belongs = new long[sizes.rank()];
        Arrays.fill(belongs, 1);
        belongs[dim] = index.shape().size(0);
        belongs[dim + 1] = index.shape().size(1);
        return Tensor.where(inside.reshape(belongs), windows, NumberTensors.like(x, outside));
    }

    /** Averages {@code [..., size, ...]} to {@code [..., count, ...]}. */
    public Tensor mean(Tensor x) {
        var sums = apart(x, 0).sum(dim + 1);
        return sums.div(NumberTensors.along(sizes.to(x.dtype()), dim, x.shape().rank()));
    }
}
