package dev.vireo.engine.nd4j;

import dev.vireo.tensor.Shape;
import java.util.Arrays;

/**
 * Where elements lie: the one at index {@code [i, j, ...]} is {@code i strides[0] + j strides[1] + ...} elements behind
 * the first. A stride of 0 repeats.
 *
 * @param strides not copied
 */
record Layout(Shape shape, long[] strides) {
    /** Row-major order. */
    static Layout dense(Shape shape) {
        var strides = new long[shape.rank()];
        long stride = 1;
        for (int dim = shape.rank() - 1; dim >= 0; dim--) {
            strides[dim] = stride;
            stride *= Math.max(1, shape.size(dim));
        }
        return new Layout(shape, strides);
    }

    int rank() {
        return strides.length;
    }

    /** Whether the elements follow each other in row-major order. */
    boolean isDense() {
        long stride = 1;
        for (int dim = rank() - 1; dim >= 0 && shape.elements() > 0; dim--) {
            if (shape.size(dim) != 1 && strides[dim] != stride) {
                return false;
            }
            stride *= shape.size(dim);
        }
        return true;
    }

    Layout permute(int... dims) {
        var sizes = new long[dims.length];
        var moved = new long[dims.length];
        for (int i = 0; i < dims.length; i++) {
            sizes[i] = shape.size(dims[i]);
            moved[i] = strides[dims[i]];
        }
        return new Layout(Shape.of(sizes), moved);
    }

    /** Dimensions of size 1, and missing leading ones, are walked without a step. */
    Layout expand(Shape target) {
        var steps = new long[target.rank()];
        int missing = target.rank() - rank();
        for (int dim = 0; dim < rank(); dim++) {
            steps[dim + missing] = shape.size(dim) == target.size(dim + missing) ? strides[dim] : 0;
        }
        return new Layout(target, steps);
    }

    /** {@code count} indices of a dimension, {@code step} apart. */
    Layout slice(int dim, long count, long step) {
        var steps = strides.clone();
        steps[dim] *= step;
        return new Layout(shape.with(dim, count), steps);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Layout layout && shape.equals(layout.shape) && Arrays.equals(strides, layout.strides);
    }

    @Override
    public int hashCode() {
        return 31 * shape.hashCode() + Arrays.hashCode(strides);
    }
}
