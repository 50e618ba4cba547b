package dev.vireo.tensor.internal.spec;

import dev.vireo.tensor.op.Op;

/** The number of sliding windows along a dimension. */
public final class WindowCount {
    private WindowCount() {}

    /**
     * Returns the number of windows that fit along one dimension.
     *
     * @throws dev.vireo.tensor.ShapeException if none fits, or a number is invalid
     */
    public static long size(Op op, long size, int kernel, int stride, int padding, int dilation, boolean ceilMode) {
        if (kernel < 1 || stride < 1 || dilation < 1 || padding < 0) {
            throw Check.shape(
                    op,
                    "kernel " + kernel + ", stride " + stride + " and dilation " + dilation
                            + " must be positive, padding " + padding + " not negative");
        }
        long span = size + 2L * padding - (long) dilation * (kernel - 1) - 1;
        if (span < 0) {
            throw Check.shape(
                    op,
                    "the window of " + ((long) dilation * (kernel - 1) + 1) + " does not fit into the size " + size
                            + " padded by " + padding);
        }
        long windows = (span + (ceilMode ? stride - 1 : 0)) / stride + 1;
        // as in PyTorch, the last window must start inside the input or the left padding
        return ceilMode && (windows - 1) * stride >= size + padding ? windows - 1 : windows;
    }
}
