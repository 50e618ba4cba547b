package dev.vireo.nn.convolution;

import dev.vireo.tensor.Dims;
import dev.vireo.tensor.op.Rearrange.PadMode;

/**
 * The window of a convolution: {@code kernel(3).padding(1).stride(2)}. Size, stride, padding and dilation have either
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

    /** A kernel with stride 1, no padding, one group and a bias, PyTorch's defaults. */
    public static Kernel kernel(int... size) {
        return new Kernel(Dims.of(size), ONE, NONE, NONE, ONE, 1, true, PadMode.CONSTANT);
    }

    /** Sets the step between windows. */
    public Kernel stride(int... steps) {
        return new Kernel(size, Dims.of(steps), padding, outputPadding, dilation, groups, bias, padMode);
    }

    /** Sets the number of zeros added on both sides. */
    public Kernel padding(int... each) {
        return new Kernel(size, stride, Dims.of(each), outputPadding, dilation, groups, bias, padMode);
    }

    /** As {@link #padding(int...)}, with other values than zeros. */
    public Kernel padding(PadMode mode, int... each) {
        return new Kernel(size, stride, Dims.of(each), outputPadding, dilation, groups, bias, mode);
    }

    /** Sets the number of elements added at the end of the result. It must be less than the stride or the dilation. */
    public Kernel outputPadding(int... each) {
        return new Kernel(size, stride, padding, Dims.of(each), dilation, groups, bias, padMode);
    }

    /** Sets the distance between the elements of a window. */
    public Kernel dilation(int... steps) {
        return new Kernel(size, stride, padding, outputPadding, Dims.of(steps), groups, bias, padMode);
    }

    /** Splits the channels into groups that do not interact. */
    public Kernel groups(int count) {
        return new Kernel(size, stride, padding, outputPadding, dilation, count, bias, padMode);
    }

    /** Omits the bias. */
    public Kernel withoutBias() {
        return new Kernel(size, stride, padding, outputPadding, dilation, groups, false, padMode);
    }
}
