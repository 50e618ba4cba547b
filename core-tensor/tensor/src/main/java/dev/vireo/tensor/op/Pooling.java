package dev.vireo.tensor.op;

import dev.vireo.tensor.Dims;

/**
 * Pooling over one to three spatial dimensions, {@code [N, C, (D), (H), W] -> [N, C, ...]}. Each attribute has one
 * entry per spatial dimension.
 */
public sealed interface Pooling extends Op {
    /**
     * Max pooling. Padding counts as minus infinity.
     *
     * @param kernel the size of the window
     * @param stride the step between windows
     * @param padding the number of elements added on both sides
     * @param dilation the distance between the elements of a window
     * @param ceilMode whether the number of windows is rounded up, so that the last one may exceed the input
     */
    record MaxPool(Dims kernel, Dims stride, Dims padding, Dims dilation, boolean ceilMode) implements Pooling {}

    /**
     * Average pooling.
     *
     * @param kernel the size of the window
     * @param stride the step between windows
     * @param padding the number of zeros added on both sides
     * @param ceilMode whether the number of windows is rounded up, so that the last one may exceed the input
     * @param countIncludePad whether the padding counts in the average
     */
    record AvgPool(Dims kernel, Dims stride, Dims padding, boolean ceilMode, boolean countIncludePad)
            implements Pooling {}

    /**
     * Average pooling to a given size. Window i of n over a size s ranges from floor(i s / n) to ceil((i + 1) s / n),
     * exclusive.
     *
     * @param output the spatial sizes of the result
     */
    record AdaptiveAvgPool(Dims output) implements Pooling {}

    /**
     * Max pooling to a given size, with the windows of {@link AdaptiveAvgPool}.
     *
     * @param output the spatial sizes of the result
     */
    record AdaptiveMaxPool(Dims output) implements Pooling {}
}
