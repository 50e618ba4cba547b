package dev.vireo.tensor.op;

import dev.vireo.tensor.Dims;
import dev.vireo.tensor.Shape;

/**
 * Views: the result shares the input's memory, so that a write into one changes the other. Only {@link Reshape} and
 * {@link Flatten} copy an input that is not contiguous.
 */
public sealed interface View extends Op {
    /**
     * Returns the elements in row-major order in another shape.
     *
     * @param shape the shape of the result, complete (no -1)
     */
    record Reshape(Shape shape) implements View {}

    /**
     * Merges dimensions, {@code [..., a, ..., b, ...] -> [..., a * ... * b, ...]}. Unlike {@link Reshape} it keeps
     * dynamic sizes dynamic in an exported graph.
     *
     * @param startDim the first dimension to merge
     * @param endDim the last dimension to merge
     */
    record Flatten(int startDim, int endDim) implements View {}

    /**
     * Permutes dimensions: dimension i of the result is dimension {@code dims[i]} of the input.
     *
     * @param dims a permutation of the dimensions
     */
    record Permute(Dims dims) implements View {}

    /**
     * Broadcasts to a shape without copying: repeats dimensions of size 1, and adds leading dimensions.
     *
     * @param shape the shape of the result
     */
    record Expand(Shape shape) implements View {}

    /**
     * Inserts a dimension of size 1.
     *
     * @param dim the position of the new dimension
     */
    record Unsqueeze(int dim) implements View {}

    /**
     * Removes a dimension of size 1.
     *
     * @param dim the dimension
     */
    record Squeeze(int dim) implements View {}

    /**
     * Selects the indices start, start + step, ... below end along a dimension; {@code 0 <= start <= end <= size, step
     * >= 1}.
     *
     * @param dim the dimension
     * @param start the first index
     * @param end the end, exclusive
     * @param step the step
     */
    record Slice(int dim, long start, long end, long step) implements View {}
}
