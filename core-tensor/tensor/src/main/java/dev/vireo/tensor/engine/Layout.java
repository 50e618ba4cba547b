package dev.vireo.tensor.engine;

import dev.vireo.tensor.Shape;
import java.util.Arrays;

/**
 * The positions of a tensor's elements in memory that views share: index {@code [i, j, ...]} is at position {@code
 * offset + i strides[0] + j strides[1] + ...}. A stride of 0 repeats elements.
 *
 * @param shape the shape
 * @param strides one stride per dimension, in elements; not copied
 * @param offset the position of the first element
 */
public record Layout(Shape shape, long[] strides, long offset) {
    /** The row-major layout of a shape. */
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

    /** The number of dimensions. */
    public int rank() {
        return strides.length;
    }

    /** Whether the elements are contiguous in row-major order. */
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

    /** Returns this layout with another first position. */
    public Layout from(long first) {
        return first == offset ? this : new Layout(shape, strides, first);
    }

    /** Returns the layout of another shape with the same elements; this layout must be dense. */
    public Layout reshape(Shape target) {
        return dense(target, offset);
    }

    /** Permutes dimensions: dimension i of the result is dimension {@code dims[i]} of this layout. */
    public Layout permute(int... dims) {
        var sizes = new long[dims.length];
        var moved = new long[dims.length];
        for (int i = 0; i < dims.length; i++) {
            sizes[i] = shape.size(dims[i]);
            moved[i] = strides[dims[i]];
        }
        return new Layout(Shape.of(sizes), moved, offset);
    }

    /** Moves one dimension to the end. */
    public Layout last(int dim) {
        var dims = new int[rank()];
        for (int i = 0; i < dims.length; i++) {
            dims[i] = i == dims.length - 1 ? dim : i < dim ? i : i + 1;
        }
        return permute(dims);
    }

    /** Broadcasts: dimensions of size 1, and missing leading ones, get the stride 0. */
    public Layout expand(Shape target) {
        var steps = new long[target.rank()];
        int missing = target.rank() - rank();
        for (int dim = 0; dim < rank(); dim++) {
            steps[dim + missing] = shape.size(dim) == target.size(dim + missing) ? strides[dim] : 0;
        }
        return new Layout(target, steps, offset);
    }

    /** Selects {@code count} indices of a dimension, starting at {@code from}, {@code step} apart. */
    public Layout slice(int dim, long from, long count, long step) {
        var steps = strides.clone();
        steps[dim] *= step;
        return new Layout(shape.with(dim, count), steps, offset + from * strides[dim]);
    }

    /** Inserts a dimension of size 1. */
    public Layout unsqueeze(int dim) {
        var steps = new long[rank() + 1];
        System.arraycopy(strides, 0, steps, 0, dim);
        System.arraycopy(strides, dim, steps, dim + 1, rank() - dim);
        steps[dim] = 1;
        return new Layout(shape.insert(dim, 1), steps, offset);
    }

    /** Removes a dimension of size 1. */
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
