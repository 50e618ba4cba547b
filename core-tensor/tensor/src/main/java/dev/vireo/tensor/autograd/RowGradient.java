package dev.vireo.tensor.autograd;

import static dev.vireo.tensor.internal.graph.TensorAccess.TENSORS;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.ShapeException;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;

/**
 * The gradient of a tensor {@code [V, ...]} of which only few rows are not zero, such as that of a lookup in a large
 * table. It stores only the rows that were looked up. The rows of a repeated index are summed.
 *
 * @param indices the rows, int64 {@code [K]}
 * @param values their gradients, {@code [K, ...]}
 */
public record RowGradient(Tensor indices, Tensor values) {
    /** Checks that both tensors fit each other. */
    public RowGradient {
        if (indices.dtype() != DType.INT64
                || indices.shape().rank() != 1
                || values.shape().rank() == 0
                || values.shape().size(0) != indices.shape().size(0)) {
            throw new ShapeException("RowGradient: indices " + indices.spec() + " and values " + values.spec()
                    + "; expected int64 [K] and [K, ...]");
        }
    }

    /** The sum of both: the rows of this one, then those of the other. */
    public RowGradient plus(RowGradient other) {
        return new RowGradient(Tensor.concat(0, indices, other.indices), Tensor.concat(0, values, other.values));
    }

    /**
     * The same gradient with indices in ascending order and the sum of each index's rows in one row. Half types are
     * summed in float32. On the CPU each index occurs once. On other devices the number of distinct indices is not
     * read, because that would wait for the device; there are still K rows, and the excess ones repeat the last index
     * with zeros.
     *
     * @return copies, of the current scope
     */
    public RowGradient coalesced() {
        long count = indices.shape().size(0);
        try (var scope = TensorScope.open();
                var off = Autograd.noGrad()) {
            var result = count < 2 ? new RowGradient(indices.copy(), values.copy()) : summed(count);
            TENSORS.keep(scope, result.indices);
            TENSORS.keep(scope, result.values);
            return result;
        }
    }

    /**
     * For a coalesced gradient, returns the values with an index's sum at each of its positions. All positions of an
     * index then lead to the same new row, whichever is written last.
     */
    public Tensor sums() {
        return indices.device().isCpu() || indices.shape().size(0) < 2
                ? values
                : values.indexSelect(0, segments(indices));
    }

    /**
     * Returns the gradient as a dense tensor.
     *
     * @param shape of the tensor that this is the gradient of, {@code [V, ...]}
     */
    public Tensor dense(Shape shape) {
        return values.newFull(shape, 0).indexAdd(0, indices, values);
    }

    /** Removes both tensors from their scope; the caller closes them. */
    public RowGradient own() {
        TENSORS.own(indices);
        TENSORS.own(values);
        return this;
    }

    /** Frees both tensors. */
    public void close() {
        indices.close();
        values.close();
    }

    private RowGradient summed(long count) {
        var sorted = indices.sort(0, false);
        var segments = segments(sorted.values());
        var wide = values.dtype().isHalf() ? values.to(DType.FLOAT32) : values;
        var sums = wide.newFull(wide.shape(), 0).indexAdd(0, segments, wide.indexSelect(0, sorted.indices()));
        var last = sorted.values().slice(0, count - 1, count).expand(count);
        var rows = last.scatter(0, segments, sorted.values());
        long different = indices.device().isCpu()
                ? (long) segments.slice(0, count - 1, count).item() + 1
                : count;
        return new RowGradient(
                rows.slice(0, 0, different), sums.slice(0, 0, different).to(values.dtype()));
    }

    /** The number of different indices before each, of indices in ascending order: {@code [0, 0, 1, 2, 2, 2]}. */
    private static Tensor segments(Tensor ascending) {
        long count = ascending.shape().size(0);
        var changes = ascending.slice(0, 1, count).ne(ascending.slice(0, 0, count - 1));
        return Tensor.concat(0, ascending.newFull(Shape.of(1), 0), changes.to(DType.INT64))
                .cumSum(0);
    }
}
