package dev.vireo.nn.convolution;

import dev.vireo.tensor.Dims;
import dev.vireo.tensor.op.Rearrange.PadMode;

/**
 * The window of a convolution: {@code kernel(3).padding(1).stride(2)}. Each size, stride, padding and dilation has one
 * entry for all spatial dimensions, or one for each: {@code kernel(3, 5)} is 3 high and 5 wide.
 *
 * @param outputPadding of transposed convolutions only: which of the sizes that a stride maps to one is meant
 * @param padMode what stands in the padding; {@code CONSTANT} is zeros
 */
public record Kernel(
        Dims size,
        Dims stride,
        Dims padding,
        Dims outputPadding,
        Dims dilation,
        int groups,
        boolean bias,
        PadMode padMode) {
    private static final Dims NONE = Dims.of(0);
    private static final Dims ONE = Dims.of(1);

    /** Stride 1, no padding, one group, a bias: PyTorch's defaults. */
    public static Kernel kernel(int... size) {
        return new Kernel(Dims.of(size), ONE, NONE, NONE, ONE, 1, true, PadMode.CONSTANT);
    }

    public Kernel stride(int... steps) {
        return new Kernel(size, Dims.of(steps), padding, outputPadding, dilation, groups, bias, padMode);
    }

    /** Around the input, on each side. */
    public Kernel padding(int... each) {
        return new Kernel(size, stride, Dims.of(each), outputPadding, dilation, groups, bias, padMode);
    }

    /** As {@link #padding(int...)}, filled other than by zeros. */
    public Kernel padding(PadMode mode, int... each) {
        return new Kernel(size, stride, Dims.of(each), outputPadding, dilation, groups, bias, mode);
    }

    /** Added to the output's size, on one side; less than the stride or the dilation. */
    public Kernel outputPadding(int... each) {
        return new Kernel(size, stride, padding, Dims.of(each), dilation, groups, bias, padMode);
    }

    public Kernel dilation(int... steps) {
        return new Kernel(size, stride, padding, outputPadding, Dims.of(steps), groups, bias, padMode);
    }

    /** The channels fall into so many groups that do not see each other. */
    public Kernel groups(int count) {
        return new Kernel(size, stride, padding, outputPadding, dilation, count, bias, padMode);
    }

    public Kernel withoutBias() {
        return new Kernel(size, stride, padding, outputPadding, dilation, groups, false, padMode);
    }
}
