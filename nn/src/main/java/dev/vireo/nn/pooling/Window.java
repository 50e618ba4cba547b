package dev.vireo.nn.pooling;

import dev.vireo.tensor.Dims;

/**
 * The window of a pool: {@code window(3).stride(2).padding(1)}. Each size, stride, padding and dilation has one entry for
 * all spatial dimensions, or one for each.
 *
 * @param dilation of max pools only
 * @param ceilMode whether a last window that reaches over the edge counts, too
 * @param countIncludePad of average pools only: whether padding counts among what is averaged
 */
public record Window(Dims size, Dims stride, Dims padding, Dims dilation, boolean ceilMode, boolean countIncludePad) {
    /** The stride is the size, no padding: PyTorch's defaults. */
    public static Window window(int... size) {
        return new Window(Dims.of(size), Dims.of(size), Dims.of(0), Dims.of(1), false, true);
    }

    public Window stride(int... steps) {
        return new Window(size, Dims.of(steps), padding, dilation, ceilMode, countIncludePad);
    }

    /** Around the input, on each side; at most half of the window. */
    public Window padding(int... each) {
        return new Window(size, stride, Dims.of(each), dilation, ceilMode, countIncludePad);
    }

    public Window dilation(int... steps) {
        return new Window(size, stride, padding, Dims.of(steps), ceilMode, countIncludePad);
    }

    public Window ceilMode(boolean on) {
        return new Window(size, stride, padding, dilation, on, countIncludePad);
    }

    public Window countIncludePad(boolean on) {
        return new Window(size, stride, padding, dilation, ceilMode, on);
    }
}
