package dev.vireo.tensor.op;

import dev.vireo.tensor.Dims;

/** Operations that copy elements to new places. */
public sealed interface Rearrange extends Op {
    /**
     * Concatenates any number of tensors, whose shapes are equal except at one dimension.
     *
     * @param dim the dimension to concatenate along
     */
    record Concat(int dim) implements Rearrange {}

    /**
     * Stacks any number of tensors of equal shape along a new dimension.
     *
     * @param dim the position of the new dimension
     */
    record Stack(int dim) implements Rearrange {}

    /** The values of the padding. */
    enum PadMode {
        /** A constant value. */
        CONSTANT,
        /** The elements mirrored at the edge; the edge itself is not repeated. */
        REFLECT,
        /** The edge element, repeated. */
        REPLICATE,
        /** The elements of the other end. */
        CIRCULAR
    }

    /**
     * Pads each dimension before the first and after the last element. Negative numbers crop (CONSTANT only).
     *
     * @param before one entry per dimension
     * @param after one entry per dimension
     * @param mode the values of the padding
     * @param value the value of the padding for CONSTANT
     */
    record Pad(Dims before, Dims after, PadMode mode, double value) implements Rearrange {}

    /**
     * Reverses the order of elements along dimensions.
     *
     * @param dims the dimensions to reverse
     */
    record Flip(Dims dims) implements Rearrange {}

    /**
     * Shifts elements along dimensions; elements beyond the end reappear at the beginning.
     *
     * @param shifts one shift per entry of dims
     * @param dims the dimensions to shift along
     */
    record Roll(Dims shifts, Dims dims) implements Rearrange {}

    /**
     * Repeats the whole tensor.
     *
     * @param repeats one entry per dimension
     */
    record Repeat(Dims repeats) implements Rearrange {}

    /**
     * Repeats each element along a dimension.
     *
     * @param repeats the number of repetitions
     * @param dim the dimension
     */
    record RepeatInterleave(int repeats, int dim) implements Rearrange {}

    /**
     * Returns a copy with zeros above a diagonal of the last two dimensions.
     *
     * @param diagonal the last diagonal to keep: 0 is the main one, positive ones are above it
     */
    record Tril(int diagonal) implements Rearrange {}

    /**
     * Returns a copy with zeros below a diagonal of the last two dimensions.
     *
     * @param diagonal the first diagonal to keep: 0 is the main one, positive ones are above it
     */
    record Triu(int diagonal) implements Rearrange {}

    /**
     * Returns a diagonal of the last two dimensions, {@code [..., n, m] -> [..., k]}.
     *
     * @param offset the diagonal: 0 is the main one, positive ones are above it
     */
    record Diagonal(int offset) implements Rearrange {}

    /**
     * Copies sliding windows to columns (im2col): {@code [N, C, H, W] -> [N, C * kh * kw, L]}. All attributes have two
     * entries.
     *
     * @param kernel the size of the window
     * @param stride the step between windows
     * @param padding the number of zeros added on both sides
     * @param dilation the distance between the elements of a window
     */
    record Unfold(Dims kernel, Dims stride, Dims padding, Dims dilation) implements Rearrange {}
}
