package dev.vireo.formats.dl4j.internal;

import dev.vireo.formats.dl4j.internal.layer.SamePadding;
import dev.vireo.formats.dl4j.internal.layer.SpatialPadding;
import dev.vireo.nn.Layer;
import dev.vireo.nn.convolution.ConvOptions;
import dev.vireo.nn.pooling.Window;
import dev.vireo.tensor.Dims;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/** The windows of a convolution or pooling layer, with one entry per spatial dimension. */
record WindowSettings(int[] size, int[] stride, int[] padding, int[] dilation, Mode mode) {
    private static final int FARTHEST = 1 << 24;

    /** How windows are placed at the border. STRICT equals TRUNCATE, except that DL4J refuses sizes that do not fit. */
    enum Mode {
        STRICT,
        TRUNCATE,
        /** Pads to an output size of {@code ceil(size / stride)}. */
        SAME,
        /** Pads only before the first element, so that a step does not depend on later ones. */
        CAUSAL
    }

    static WindowSettings of(Settings layer, int rank) {
        var mode = layer.choice("convolutionMode", Mode.TRUNCATE);
        var window = new WindowSettings(
                layer.ints("kernelSize", rank, 1),
                layer.ints("stride", rank, 1),
                layer.ints("padding", rank, 0),
                layer.ints("dilation", rank, 1),
                mode);
        for (int i = 0; i < rank; i++) {
            if ((window.size[i] - 1L) * window.dilation[i] > FARTHEST) {
                throw layer.refused("has a window that spans more than " + FARTHEST + " elements");
            }
        }
        return window;
    }

    /** Returns a padding layer if the padding of the convolution or pooling layer itself does not suffice. */
    Optional<Layer> paddingLayer(double value) {
        return switch (mode) {
            case SAME -> Optional.of(new SamePadding(Dims.of(size), Dims.of(stride), Dims.of(dilation), value));
            case CAUSAL -> Optional.of(new SpatialPadding(reach(), new int[size.length], value));
            case STRICT, TRUNCATE ->
                isWide() ? Optional.of(new SpatialPadding(padding, padding, value)) : Optional.empty();
        };
    }

    /** Adds a layer that pads with zeros, if one is needed. */
    void pad(Settings layer, NetworkBuilder net) {
        paddingLayer(0).ifPresent(padding -> net.add(layer, "padding", padding));
    }

    /** Returns the output size of a transposed convolution minus the input size times the stride. */
    int[] surplus() {
        var surplus = reach();
        Arrays.setAll(surplus, i -> surplus[i] + 1 - stride[i]);
        return surplus;
    }

    ConvOptions kernel() {
        return ConvOptions.kernel(size).stride(stride).padding(ownPadding()).dilation(dilation);
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

    /** Whether the padding exceeds half of a window, which pooling layers do not support. */
    private boolean isWide() {
        return IntStream.range(0, size.length).anyMatch(i -> padding[i] > size[i] / 2);
    }

    /** Returns the distance from a window's first element to its last. */
    private int[] reach() {
        var reach = new int[size.length];
        Arrays.setAll(reach, i -> (size[i] - 1) * dilation[i]);
        return reach;
    }
}
