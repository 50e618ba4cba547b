package dev.vireo.nn.convolution;

import dev.vireo.tensor.Dims;

/** The window of a two-dimensional convolution: {@code kernel(3).padding(1).stride(2)}. */
public record Kernel(Dims size, Dims stride, Dims padding, Dims dilation, int groups, boolean bias) {
    /** A square window, stride 1, no padding. */
    public static Kernel kernel(int size) {
        return kernel(size, size);
    }

    public static Kernel kernel(int height, int width) {
        var one = Dims.of(1, 1);
        return new Kernel(Dims.of(height, width), one, Dims.of(0, 0), one, 1, true);
    }

    public Kernel stride(int both) {
        return new Kernel(size, Dims.of(both, both), padding, dilation, groups, bias);
    }

    /** Zeros around the image, on each side. */
    public Kernel padding(int both) {
        return new Kernel(size, stride, Dims.of(both, both), dilation, groups, bias);
    }

    public Kernel dilation(int both) {
        return new Kernel(size, stride, padding, Dims.of(both, both), groups, bias);
    }

    /** The channels fall into so many groups that do not see each other. */
    public Kernel groups(int count) {
        return new Kernel(size, stride, padding, dilation, count, bias);
    }

    public Kernel withoutBias() {
        return new Kernel(size, stride, padding, dilation, groups, false);
    }
}
