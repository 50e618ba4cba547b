package dev.vireo.tensor.engine;

import dev.vireo.tensor.Shape;
import java.util.Arrays;

/**
 * Where the elements of a tensor lie in memory that views share: the one at index {@code [i, j, ...]} is element
 * {@code offset + i strides[0] + j strides[1] + ...}. A stride of 0 repeats.
 *
 * @param strides not copied
 */
public record Layout(Shape shape, long[] strides, long offset) {
    /** Row-major order. */
    public static Layout dense(Shape shape) {
        return dense(shape, 0);
    }

    private static Layout dense(Shape shape, long offset) {
        var strides = new long[shape.rank()];
        long stride = 1;
        for (int dim = shape.rank() - 1; dim >= 0; dim--) {
            strides[dim] = stride;
            stride *= Math.max(1, shape.size(dim));
        }
        return new Layout(shape, strides, offset);
    }

    public int rank() {
        return strides.length;
    }

    /** Whether the elements follow each other in row-major order. */
    public boolean isDense() {
        long stride = 1;
        for (int dim = rank() - 1; dim >= 0 && shape.elements() > 0; dim--) {
            if (shape.size(dim) != 1 && strides[dim] != stride) {
                return false;
            }
            stride *= shape.size(dim);
        }
        return true;
    }

    /** The same from another first element on. */
    public Layout from(long first) {
        return first == offset ? this : new Layout(shape, strides, first);
    }

    /** The same elements in row-major order; of a dense layout only. */
    public Layout reshape(Shape target) {
        return dense(target, offset);
    }

    /** Dimension i of the result is dimension {@code dims[i]} of this. */
    public Layout permute(int... dims) {
        var sizes = new long[dims.length];
        var moved = new long[dims.length];
        for (int i = 0; i < dims.length; i++) {
            sizes[i] = shape.size(dims[i]);
            moved[i] = strides[dims[i]];
        }
        return new Layout(Shape.of(sizes), moved, offset);
    }

    /** One dimension last, the others in their order. */
    public Layout last(int dim) {
        var dims = new int[rank()];
        for (int i = 0; i < dims.length; i++) {
            dims[i] = i == dims.length - 1 ? dim : i < dim ? i : i + 1;
        }
        return permute(dims);
    }

    /** Broadcast: dimensions of size 1, and missing leading ones, are walked without a step. */
    public Layout expand(Shape target) {
        var steps = new long[target.rank()];
        int missing = target.rank() - rank();
        for (int dim = 0; dim < rank(); dim++) {
            steps[dim + missing] = shape.size(dim) == target.size(dim + missing) ? strides[dim] : 0;
        }
        return new Layout(target, steps, offset);
    }

    /** {@code count} indices of a dimension, from {@code from} on, {@code step} apart. */
    public Layout slice(int dim, long from, long count, long step) {
        var steps = strides.clone();
        steps[dim] *= step;
        return new Layout(shape.with(dim, count), steps, offset + from * strides[dim]);
    }

    /** A dimension of size 1 inserted. */
    public Layout unsqueeze(int dim) {
        var steps = new long[rank() + 1];
        System.arraycopy(strides, 0, steps, 0, dim);
        System.arraycopy(strides, dim, steps, dim + 1, rank() - dim);
        steps[dim] = 1;
        return new Layout(shape.insert(dim, 1), steps, offset);
    }

    /** A dimension of size 1 removed. */
    public Layout squeeze(int dim) {
        var steps = new long[rank() - 1];
        System.arraycopy(strides, 0, steps, 0, dim);
        System.arraycopy(strides, dim + 1, steps, dim, rank() - 1 - dim);
        return new Layout(shape.remove(dim), steps, offset);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Layout layout
                && offset == layout.offset
                && shape.equals(layout.shape)
                && Arrays.equals(strides, layout.strides);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * shape.hashCode() + Arrays.hashCode(strides)) + Long.hashCode(offset);
    }
}
