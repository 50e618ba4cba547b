package dev.vireo.tensor.op;

import dev.vireo.tensor.Dims;

/** New tensors of old elements. */
public sealed interface Rearrange extends Op {
    /** Any number of tensors, equal but for the size at {@code dim}, one after the other. */
    record Concat(int dim) implements Rearrange {}

    /** Any number of equal shapes, along a new dimension. */
    record Stack(int dim) implements Rearrange {}

    /** What stands in the padding. */
    enum PadMode {
        CONSTANT,
        /** Mirrored at the edge, the edge itself not repeated. */
        REFLECT,
        /** The edge, repeated. */
        REPLICATE,
        /** Wrapped around. */
        CIRCULAR
    }

    /**
     * Elements added before and after each dimension (negative: removed, CONSTANT only).
     *
     * @param before one entry a dimension
     * @param after one entry a dimension
     * @param value for CONSTANT
     */
    record Pad(Dims before, Dims after, PadMode mode, double value) implements Rearrange {}

    /** Reverses the order along the dimensions. */
    record Flip(Dims dims) implements Rearrange {}

    /** Shifts along the dimensions, wrapping around. */
    record Roll(Dims shifts, Dims dims) implements Rearrange {}

    /** The whole tensor repeated: {@code repeats} has one entry a dimension. */
    record Repeat(Dims repeats) implements Rearrange {}

    /** Each element repeated along one dimension. */
    record RepeatInterleave(int repeats, int dim) implements Rearrange {}

    /** Zero above the diagonal of the last two dimensions; diagonal > 0 lies above the main one. */
    record Tril(int diagonal) implements Rearrange {}

    /** Zero below the diagonal of the last two dimensions. */
    record Triu(int diagonal) implements Rearrange {}

    /** {@code [..., n, m] -> [..., k]}: the main diagonal of the last two dimensions. */
    record Diagonal(int offset) implements Rearrange {}

    /**
     * Sliding windows as columns (im2col): {@code [N, C, H, W] -> [N, C * kh * kw, L]}.
     * All attributes have two entries.
     */
    record Unfold(Dims kernel, Dims stride, Dims padding, Dims dilation) implements Rearrange {}
}
