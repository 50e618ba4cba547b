package dev.vireo.tensor.op;

import dev.vireo.tensor.Dims;

/** Pooling over one to three spatial dimensions, {@code [N, C, (D), (H), W] -> [N, C, ...]}, one entry each in every attribute. */
public sealed interface Pooling extends Op {
    /** Padding counts as minus infinity. */
    record MaxPool(Dims kernel, Dims stride, Dims padding, Dims dilation, boolean ceilMode) implements Pooling {}

    record AvgPool(Dims kernel, Dims stride, Dims padding, boolean ceilMode, boolean countIncludePad)
            implements Pooling {}

    /** Window i of n over a size s runs from floor(i s / n) to ceil((i + 1) s / n). */
    record AdaptiveAvgPool(Dims output) implements Pooling {}

    /** Windows as in {@link AdaptiveAvgPool}. */
    record AdaptiveMaxPool(Dims output) implements Pooling {}
}
