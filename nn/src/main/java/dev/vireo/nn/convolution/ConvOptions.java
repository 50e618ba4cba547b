package dev.vireo.nn.convolution;

import dev.vireo.tensor.Dims;
import dev.vireo.tensor.op.Rearrange.PadMode;

/**
 * The options of a convolution: {@code kernel(3).padding(1).stride(2)}. Size, stride, padding and dilation have either
 * one entry for all spatial dimensions or one per dimension: {@code kernel(3, 5)} is 3 high and 5 wide.
 *
 * @param size the size of the window
 * @param stride the step between windows
 * @param padding the number of elements added on both sides
 * @param outputPadding the number of elements added at the end of the result, for transposed convolutions only
 * @param dilation the distance between the elements of a window
 * @param groups the number of groups that the channels are split into
 * @param bias whether there is a bias
 * @param padMode the values of the padding; {@code CONSTANT} is zeros
 */
public record ConvOptions(
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

    /** A kernel with stride 1, no padding, one group and a bias, PyTorch's defaults. */
    public static ConvOptions kernel(int... size) {
        return new ConvOptions(Dims.of(size), ONE, NONE, NONE, ONE, 1, true, PadMode.CONSTANT);
    }

    /** Sets the step between windows. */
    public ConvOptions stride(int... steps) {
        return new ConvOptions(size, Dims.of(steps), padding, outputPadding, dilation, groups, bias, padMode);
    }

    /** Sets the number of zeros added on both sides. */
    public ConvOptions padding(int... each) {
        return new ConvOptions(size, stride, Dims.of(each), outputPadding, dilation, groups, bias, padMode);
    }

    /** As {@link #padding(int...)}, with other values than zeros. */
    public ConvOptions padding(PadMode mode, int... each) {
        return new ConvOptions(size, stride, Dims.of(each), outputPadding, dilation, groups, bias, mode);
    }

    /** Sets the number of elements added at the end of the result. It must be less than the stride or the dilation. */
    public ConvOptions outputPadding(int... each) {
        return new ConvOptions(size, stride, padding, Dims.of(each), dilation, groups, bias, padMode);
    }

    /** Sets the distance between the elements of a window. */
    public ConvOptions dilation(int... steps) {
        return new ConvOptions(size, stride, padding, outputPadding, Dims.of(steps), groups, bias, padMode);
    }

    /** Splits the channels into groups that do not interact. */
    public ConvOptions groups(int count) {
        return new ConvOptions(size, stride, padding, outputPadding, dilation, count, bias, padMode);
    }

    /** Omits the bias. */
    public ConvOptions withoutBias() {
        return new ConvOptions(size, stride, padding, outputPadding, dilation, groups, false, padMode);
    }
}
