package dev.vireo.nn.pooling;

import dev.vireo.tensor.Dims;

/**
 * The window of a pooling layer: {@code window(3).stride(2).padding(1)}. Size, stride, padding and dilation have either
 * one entry for all spatial dimensions or one per dimension.
 *
 * @param size the size of the window
 * @param stride the step between windows
 * @param padding the number of elements added on both sides
 * @param dilation the distance between the elements of a window, for max pooling only
 * @param ceilMode whether the number of windows is rounded up, so that the last one may exceed the input
 * @param countIncludePad whether padding counts in the average, for average pooling only
 */
public record Window(Dims size, Dims stride, Dims padding, Dims dilation, boolean ceilMode, boolean countIncludePad) {
    /** A window whose stride is its size, without padding, PyTorch's defaults. */
    public static Window window(int... size) {
        return new Window(Dims.of(size), Dims.of(size), Dims.of(0), Dims.of(1), false, true);
    }

    /** Sets the step between windows. */
    public Window stride(int... steps) {
        return new Window(size, Dims.of(steps), padding, dilation, ceilMode, countIncludePad);
    }

    /** Sets the number of elements added on both sides, at most half of the window. */
    public Window padding(int... each) {
        return new Window(size, stride, Dims.of(each), dilation, ceilMode, countIncludePad);
    }

    /** Sets the distance between the elements of a window, for max pooling only. */
    public Window dilation(int... steps) {
        return new Window(size, stride, padding, Dims.of(steps), ceilMode, countIncludePad);
    }

    /** Rounds the number of windows up, so that the last one may exceed the input. */
    public Window ceilMode(boolean on) {
        return new Window(size, stride, padding, dilation, on, countIncludePad);
    }

    /** Sets whether padding counts in the average, for average pooling only. */
    public Window countIncludePad(boolean on) {
        return new Window(size, stride, padding, dilation, ceilMode, on);
    }
}
