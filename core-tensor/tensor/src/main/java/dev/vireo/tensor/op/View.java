package dev.vireo.tensor.op;

import dev.vireo.tensor.Dims;
import dev.vireo.tensor.Shape;

/**
 * Other ways to look at the same elements: a write into the input or the result reaches the other. Only {@link Reshape} and
 * {@link Flatten} copy an input that is not dense in row-major order.
 */
public sealed interface View extends Op {
    /** The same elements in row-major order; the shape is complete (no -1). */
    record Reshape(Shape shape) implements View {}

    /** {@code [..., a, ..., b, ...] -> [..., a * ... * b, ...]}: its own operation, so that exports keep free sizes free. */
    record Flatten(int startDim, int endDim) implements View {}

    /** Dimension i of the result is dimension {@code dims[i]} of the input. */
    record Permute(Dims dims) implements View {}

    /** Dimensions of size 1, also missing leading ones, are repeated without copying. */
    record Expand(Shape shape) implements View {}

    /** Inserts a dimension of size 1. */
    record Unsqueeze(int dim) implements View {}

    /** Removes a dimension of size 1. */
    record Squeeze(int dim) implements View {}

    /** Indices start, start + step, ... below end along one dimension; {@code 0 <= start <= end <= size, step >= 1}. */
    record Slice(int dim, long start, long end, long step) implements View {}
}
