package dev.vireo.tensor.op;

import dev.vireo.tensor.Dims;

/** Convolutions over one to three spatial dimensions. Each attribute has one entry per spatial dimension. */
public sealed interface Convolution extends Op {
    /** The step between windows. */
    Dims stride();

    /** The number of zeros added on both sides of each dimension. */
    Dims padding();

    /** The distance between the elements of a window. */
    Dims dilation();

    /** The number of groups that the channels are split into. */
    int groups();

    /**
     * Convolution: x {@code [N, C, (D), (H), W]}, weight {@code [O, C / groups, (kd), (kh), kw]} and optionally bias
     * {@code [O]} to {@code [N, O, ...]}. Each size becomes {@code (size + 2 padding - dilation (kernel - 1) - 1) /
     * stride + 1}.
     *
     * @param stride the step between windows
     * @param padding the number of zeros added on both sides
     * @param dilation the distance between the elements of a window
     * @param groups the number of groups that the channels are split into
     */
    record Conv(Dims stride, Dims padding, Dims dilation, int groups) implements Convolution {}

    /**
     * Transposed convolution: x {@code [N, C, (D), (H), W]}, weight {@code [C, O / groups, (kd), (kh), kw]} and
     * optionally bias {@code [O]} to {@code [N, O, ...]}. Each size becomes {@code (size - 1) stride - 2 padding +
     * dilation (kernel - 1) + outputPadding + 1}.
     *
     * @param stride the step between windows of the result
     * @param padding the number of elements removed on both sides of the result
     * @param outputPadding the number of elements added at the end of the result
     * @param dilation the distance between the elements of a window
     * @param groups the number of groups that the channels are split into
     */
    record ConvTranspose(Dims stride, Dims padding, Dims outputPadding, Dims dilation, int groups)
            implements Convolution {}
}
