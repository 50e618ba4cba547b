package dev.vireo.tensor;

/** One part of NumPy's basic indexing; what is not named at the end is taken whole. */
public sealed interface Index {
    /** One index of a dimension, which goes; from -1 backwards. */
    static Index at(long index) {
        return new At(index);
    }

    /** From {@code start} to below {@code end}; from -1 backwards. */
    static Index range(long start, long end) {
        return new Range(start, end, 1);
    }

    /** Every {@code step}-th from {@code start} to below {@code end}. */
    static Index range(long start, long end, long step) {
        return new Range(start, end, step);
    }

    /** A dimension as it is. */
    static Index all() {
        return new Range(0, Long.MAX_VALUE, 1);
    }

    /** A new dimension of size 1. */
    static Index newAxis() {
        return new NewAxis();
    }

    /** As many whole dimensions as are left. */
    static Index ellipsis() {
        return new Ellipsis();
    }

    record At(long index) implements Index {}

    record Range(long start, long end, long step) implements Index {}

    record NewAxis() implements Index {}

    record Ellipsis() implements Index {}

    /** Applies one index after the other. */
    static Tensor apply(Tensor tensor, Index... indices) {
        int named = 0;
        for (var index : indices) {
            named += index instanceof At || index instanceof Range ? 1 : 0;
        }
        var shape = tensor.shape();
        if (named > shape.rank()) {
            throw new ShapeException("get: " + named + " indices for a tensor of shape " + shape);
        }
        var result = tensor;
        int dim = 0;
        for (var index : indices) {
            if (index instanceof At at) {
                result = result.select(dim, check(at.index(), result.shape(), dim));
            } else if (index instanceof Range range) {
                result = slice(result, dim++, range);
            } else if (index instanceof NewAxis) {
                result = result.unsqueeze(dim++);
            } else {
                dim += shape.rank() - named;
            }
        }
        return result == tensor ? tensor.alias() : result;
    }

    private static Tensor slice(Tensor tensor, int dim, Range range) {
        long size = tensor.shape().size(dim);
        long start = clamp(range.start(), size);
        long end = Math.max(start, clamp(range.end(), size));
        return start == 0 && end == size && range.step() == 1 ? tensor : tensor.slice(dim, start, end, range.step());
    }

    private static long clamp(long index, long size) {
        return Math.max(0, Math.min(size, index < 0 ? index + size : index));
    }

    private static long check(long index, Shape shape, int dim) {
        if (index < -shape.size(dim) || index >= shape.size(dim)) {
            throw new ShapeException("get: index " + index + " is out of range for dimension " + dim + " of " + shape);
        }
        return index;
    }
}
