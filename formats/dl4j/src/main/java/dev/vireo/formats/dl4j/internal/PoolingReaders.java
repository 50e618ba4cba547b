package dev.vireo.formats.dl4j.internal;

import static java.util.Map.entry;

import dev.vireo.formats.dl4j.internal.layer.ElementwiseFunction;
import dev.vireo.formats.dl4j.internal.layer.PresentAverage;
import dev.vireo.nn.Layer;
import dev.vireo.nn.Sequential;
import dev.vireo.nn.pooling.AvgPool1d;
import dev.vireo.nn.pooling.AvgPool2d;
import dev.vireo.nn.pooling.MaxPool1d;
import dev.vireo.nn.pooling.MaxPool2d;
import dev.vireo.nn.pooling.Window;
import java.util.Arrays;
import java.util.Map;

/** Reads pooling layers, which DL4J calls subsampling. */
final class PoolingReaders {
    /** The reduction of a window. */
    private enum Kind {
        MAX,
        AVG,
        /** (sum of |x|^p)^(1/p). */
        PNORM
    }

    /** DL4J's maximum of an empty window. */
    private static final double LEAST = -Float.MAX_VALUE;

    private PoolingReaders() {}

    static Map<String, LayerReader> table() {
        return Map.ofEntries(
                entry("SubsamplingLayer", LayerReader.of(PoolingReaders::images, PoolingReaders::pool2d)),
                entry("Subsampling1DLayer", LayerReader.of(PoolingReaders::sequences, PoolingReaders::pool1d)));
    }

    private static DimensionOrder images(Settings layer) {
        return Formats.images(layer, "cnn2dDataFormat");
    }

    /** Returns the dimension order of sequences. DL4J describes it with the same setting as that of images. */
    private static DimensionOrder sequences(Settings layer) {
        return images(layer) == DimensionOrder.NCHW ? DimensionOrder.NCT : DimensionOrder.NTC;
    }

    private static void pool2d(Settings layer, NetworkBuilder net) {
        net.enterImages(layer, images(layer));
        pool(layer, net, WindowSettings.of(layer, 2));
    }

    private static void pool1d(Settings layer, NetworkBuilder net) {
        net.enterSequences(layer, sequences(layer), DimensionOrder.NCT);
        pool(layer, net, WindowSettings.of(layer, 1));
    }

    private static void pool(Settings layer, NetworkBuilder net, WindowSettings window) {
        requireDense(layer, window);
        switch (layer.choice("poolingType", Kind.MAX)) {
            case MAX -> {
                window.paddingLayer(LEAST).ifPresent(each -> net.add(layer, "padding", each));
                net.add(layer, "", max(window.pool()));
            }
            case AVG -> net.add(layer, "", average(layer, window));
            case PNORM -> norm(layer, net, window);
        }
    }

    private static Layer average(Settings layer, WindowSettings window) {
        boolean padded = layer.flag("avgPoolIncludePadInDivisor", true);
        var pool = average(window.pool().countIncludePad(padded));
        var padding = window.paddingLayer(0);
        if (padding.isEmpty()) {
            return pool;
        }
        return padded ? new Sequential(padding.get(), pool) : new PresentAverage(padding.get(), pool);
    }

    private static void norm(Settings layer, NetworkBuilder net, WindowSettings window) {
        double p = layer.size("pnorm");
        int count = Arrays.stream(window.size()).reduce(1, Math::multiplyExact);
        net.add(layer, "powers", new ElementwiseFunction(x -> x.abs().pow(p)));
        window.pad(layer, net);
        net.add(layer, "", average(window.pool()));
        net.add(layer, "root", new ElementwiseFunction(x -> x.mul(count).pow(1 / p)));
    }

    private static Layer max(Window window) {
        return window.size().size() == 1 ? new MaxPool1d(window) : new MaxPool2d(window);
    }

    private static Layer average(Window window) {
        return window.size().size() == 1 ? new AvgPool1d(window) : new AvgPool2d(window);
    }

    /** Refuses dilation, because DL4J's CPU results with dilation differ from its documentation. */
    private static void requireDense(Settings layer, WindowSettings window) {
        if (Arrays.stream(window.dilation()).anyMatch(each -> each != 1)) {
            throw layer.refused("has a dilation, which is not supported for pooling");
        }
    }
}
