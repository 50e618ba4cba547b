package dev.vireo.export.dl4j.internal;

import dev.vireo.export.dl4j.internal.layer.SamePadding;
import dev.vireo.nn.convolution.Kernel;
import dev.vireo.tensor.Dims;

/** The window of a convolution or pool, one entry a spatial dimension; in the mode SAME the padding depends on the input. */
record Windows(int[] size, int[] stride, int[] padding, int[] dilation, Mode mode) {
    /** How windows meet the edge. Strict differs from truncate in that DL4J refuses sizes that do not fit. */
    enum Mode {
        STRICT,
        TRUNCATE,
        SAME,
        CAUSAL
    }

    static Windows of(Settings layer, int rank) {
        var mode = layer.choice("convolutionMode", Mode.TRUNCATE);
        return new Windows(
                layer.ints("kernelSize", rank, 1),
                layer.ints("stride", rank, 1),
                mode == Mode.SAME ? new int[rank] : layer.ints("padding", rank, 0),
                layer.ints("dilation", rank, 1),
                mode);
    }

    boolean isSame() {
        return mode == Mode.SAME;
    }

    /** Adds a layer that pads where the padding is not the same on both sides. */
    void pad(Settings layer, Assembly net, double value) {
        if (mode == Mode.SAME) {
            net.add(layer, "padding", new SamePadding(Dims.of(size), Dims.of(stride), Dims.of(dilation), value));
        }
    }

    Kernel kernel(boolean bias) {
        var kernel = Kernel.kernel(size).stride(stride).padding(padding).dilation(dilation);
        return bias ? kernel : kernel.withoutBias();
    }
}
