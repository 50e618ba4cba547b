package dev.vireo.formats.dl4j.internal;

import dev.vireo.formats.dl4j.internal.layer.SamePadding;
import dev.vireo.formats.dl4j.internal.layer.SpatialPadding;
import dev.vireo.nn.Layer;
import dev.vireo.nn.convolution.Kernel;
import dev.vireo.nn.pooling.Window;
import dev.vireo.tensor.Dims;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/** The window of a convolution or pool, one entry a spatial dimension. */
record Windows(int[] size, int[] stride, int[] padding, int[] dilation, Mode mode) {
    private static final int FARTHEST = 1 << 24;

    /** How windows meet the edge. Strict is truncate, but that DL4J refuses sizes that do not fit. */
    enum Mode {
        STRICT,
        TRUNCATE,
        /** Padded to {@code ceil(size / stride)}. */
        SAME,
        /** Padded before only, so that a step sees none after it. */
        CAUSAL
    }

    static Windows of(Settings layer, int rank) {
        var mode = layer.choice("convolutionMode", Mode.TRUNCATE);
        var window = new Windows(
                layer.ints("kernelSize", rank, 1),
                layer.ints("stride", rank, 1),
                layer.ints("padding", rank, 0),
                layer.ints("dilation", rank, 1),
                mode);
        for (int i = 0; i < rank; i++) {
            if ((window.size[i] - 1L) * window.dilation[i] > FARTHEST) {
                throw layer.refused("has a window that reaches beyond " + FARTHEST + " elements");
            }
        }
        return window;
    }

    /** The layer that pads, where a pool's or convolution's own padding cannot. */
    Optional<Layer> paddingLayer(double value) {
        return switch (mode) {
            case SAME -> Optional.of(new SamePadding(Dims.of(size), Dims.of(stride), Dims.of(dilation), value));
            case CAUSAL -> Optional.of(new SpatialPadding(reach(), new int[size.length], value));
            case STRICT, TRUNCATE ->
                isWide() ? Optional.of(new SpatialPadding(padding, padding, value)) : Optional.empty();
        };
    }

    /** Adds the layer that pads with zeros, if there is to be one. */
    void pad(Settings layer, Assembly net) {
        paddingLayer(0).ifPresent(padding -> net.add(layer, "padding", padding));
    }

    /** How much larger than the input times the stride the result of a transposed convolution is. */
    int[] surplus() {
        var surplus = reach();
        Arrays.setAll(surplus, i -> surplus[i] + 1 - stride[i]);
        return surplus;
    }

    Kernel kernel() {
        return Kernel.kernel(size).stride(stride).padding(ownPadding()).dilation(dilation);
    }

    Window pool() {
        return Window.window(size).stride(stride).padding(ownPadding());
    }

    private int[] ownPadding() {
        return isSymmetric() && !isWide() ? padding : new int[size.length];
    }

    private boolean isSymmetric() {
        return mode == Mode.STRICT || mode == Mode.TRUNCATE;
    }

    /** Beyond half of a window: more than pools pad. */
    private boolean isWide() {
        return IntStream.range(0, size.length).anyMatch(i -> padding[i] > size[i] / 2);
    }

    /** From a window's first element to its last. */
    private int[] reach() {
        var reach = new int[size.length];
        Arrays.setAll(reach, i -> (size[i] - 1) * dilation[i]);
        return reach;
    }
}
