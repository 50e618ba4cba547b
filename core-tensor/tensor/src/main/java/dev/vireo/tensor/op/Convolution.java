package dev.vireo.tensor.op;

import dev.vireo.tensor.Dims;

/** Convolutions over one to three spatial dimensions, one entry each in every attribute. */
public sealed interface Convolution extends Op {
    Dims stride();

    Dims padding();

    Dims dilation();

    int groups();

    /**
     * x {@code [N, C, (D), (H), W]}, weight {@code [O, C / groups, (kd), (kh), kw]}, optionally bias {@code [O]} to
     * {@code [N, O, ...]} with sizes {@code (size + 2 padding - dilation (kernel - 1) - 1) / stride + 1}.
     */
    record Conv(Dims stride, Dims padding, Dims dilation, int groups) implements Convolution {}

    /**
     * x {@code [N, C, (D), (H), W]}, weight {@code [C, O / groups, (kd), (kh), kw]}, optionally bias {@code [O]} to
     * {@code [N, O, ...]} with sizes {@code (size - 1) stride - 2 padding + dilation (kernel - 1) + outputPadding + 1}.
     */
    record ConvTranspose(Dims stride, Dims padding, Dims outputPadding, Dims dilation, int groups)
            implements Convolution {}
}
