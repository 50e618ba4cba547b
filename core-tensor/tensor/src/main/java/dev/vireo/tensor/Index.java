package dev.vireo.tensor;

/** One part of NumPy's basic indexing. Trailing dimensions without an index are taken whole. */
public sealed interface Index {
    /** Selects one index of a dimension and removes the dimension; -1 is the last index. */
    static Index at(long index) {
        return new At(index);
    }

    /** Selects the indices from {@code start} to {@code end}, exclusive; negative ones count from the end. */
    static Index range(long start, long end) {
        return new Range(start, end, 1);
    }

    /** Selects every {@code step}-th index from {@code start} to {@code end}, exclusive. */
    static Index range(long start, long end, long step) {
        return new Range(start, end, step);
    }

    /** Keeps a dimension whole. */
    static Index all() {
        return new Range(0, Long.MAX_VALUE, 1);
    }

    /** Inserts a dimension of size 1. */
    static Index newAxis() {
        return new NewAxis();
    }

    /** Keeps as many dimensions whole as are left. */
    static Index ellipsis() {
        return new Ellipsis();
    }

    /**
     * One index of a dimension.
     *
     * @param index from 0, or from -1 backwards
     */
    record At(long index) implements Index {}

    /**
     * A range of indices of a dimension.
     *
     * @param start the first index, from 0, or from -1 backwards
     * @param end the end, exclusive
     * @param step the step, at least 1
     */
    record Range(long start, long end, long step) implements Index {}

    /** A new dimension of size 1. */
    record NewAxis() implements Index {}

    /** As many whole dimensions as are left. */
    record Ellipsis() implements Index {}

    /** Applies the indices in turn. */
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
