package dev.vireo.tensor.internal.decomposition.part;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorSpec;
import java.util.Arrays;

/** Creates tensors of numbers on the device of another tensor. */
public final class NumberTensors {
    private NumberTensors() {}

    /** Returns a scalar of the tensor's type. */
    public static Tensor like(Tensor x, double value) {
        return Tensor.full(x.spec().with(Shape.SCALAR), value);
    }

    /** Returns {@code 0, 1, ..., count - 1}; int64. */
    public static Tensor range(Tensor beside, long count) {
        return range(beside, 0, 1, count);
    }

    /** Returns {@code start, start + step, ...}; int64. */
    public static Tensor range(Tensor beside, long start, long step, long count) {
        return Tensor.arange(start, step, new TensorSpec(Shape.of(count), DType.INT64, beside.device()));
    }

    /** Returns {@code 0, 1, ..., count - 1} in the tensor's type. */
    public static Tensor steps(Tensor like, long count) {
        return Tensor.arange(0, 1, like.spec().with(Shape.of(count)));
    }

    /**
     * Reshapes a vector so that it lies along one dimension of a tensor of the given rank: {@code [1, ..., K, ..., 1]}.
     */
    public static Tensor along(Tensor vector, int dim, int rank) {
        var sizes = new long[rank];
        Arrays.fill(sizes, 1);
        sizes[dim] = vector.shape().elements();
        return vector.reshape(sizes);
    }

    /** The smallest number of an integral type. */
    public static double lowest(DType dtype) {
        return dtype == DType.UINT8 ? 0 : -Math.pow(2, 8 * dtype.bytes() - 1);
    }

    /** The largest number of an integral type. */
    public static double highest(DType dtype) {
        return dtype == DType.UINT8 ? 255 : Math.pow(2, 8 * dtype.bytes() - 1) - 1;
    }
}
