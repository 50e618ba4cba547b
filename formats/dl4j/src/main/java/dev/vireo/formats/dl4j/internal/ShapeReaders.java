package dev.vireo.formats.dl4j.internal;

import static java.util.Map.entry;

import dev.vireo.formats.dl4j.internal.layer.ElementwiseFunction;
import dev.vireo.formats.dl4j.internal.layer.GlobalPool;
import dev.vireo.formats.dl4j.internal.layer.SpatialPadding;
import dev.vireo.nn.Layer;
import dev.vireo.nn.resampling.Upsample;
import dev.vireo.tensor.Dims;
import dev.vireo.tensor.Engines;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.op.Rearrange.RepeatInterleave;
import java.util.Map;
import java.util.Optional;

/** Reads layers without coefficients that pad, crop, upsample or pool globally. */
final class ShapeReaders {
    /** The reduction over all of space or time. */
    private enum Kind {
        MAX,
        AVG,
        SUM,
        PNORM
    }

    private ShapeReaders() {}

    static Map<String, LayerReader> table() {
        return Map.ofEntries(
                entry("ZeroPaddingLayer", LayerReader.of(ShapeReaders::images, ShapeReaders::padding2d)),
                entry("ZeroPadding1DLayer", LayerReader.of(DimensionOrder.NCT, ShapeReaders::padding1d)),
                entry("convolutional.Cropping2D", LayerReader.of(ShapeReaders::images, ShapeReaders::cropping2d)),
                entry("convolutional.Cropping1D", LayerReader.of(DimensionOrder.NCT, ShapeReaders::cropping1d)),
                entry(
                        "Upsampling2D",
                        LayerReader.of(each -> Formats.images(each, "format"), ShapeReaders::upsampling2d)),
                entry("Upsampling1D", LayerReader.of(DimensionOrder.NCT, ShapeReaders::upsampling1d)),
                entry("GlobalPoolingLayer", new LayerReader(ShapeReaders::pooled, ShapeReaders::globalPool)));
    }

    private static DimensionOrder images(Settings layer) {
        return Formats.images(layer, "dataFormat");
    }

    private static void padding2d(Settings layer, NetworkBuilder net) {
        net.enterImages(layer, images(layer));
        var sides = layer.ints("padding", 4, 0); // top, bottom, left, right
        net.add(layer, "", padding(new int[] {sides[0], sides[2]}, new int[] {sides[1], sides[3]}));
    }

    private static void padding1d(Settings layer, NetworkBuilder net) {
        net.enterSequences(layer, DimensionOrder.NCT, DimensionOrder.NCT);
        var sides = layer.ints("padding", 2, 0);
        net.add(layer, "", padding(new int[] {sides[0]}, new int[] {sides[1]}));
    }

    private static void cropping2d(Settings layer, NetworkBuilder net) {
        net.enterImages(layer, images(layer));
        var sides = layer.ints("cropping", 4, 0); // top, bottom, left, right
        net.add(layer, "", padding(new int[] {-sides[0], -sides[2]}, new int[] {-sides[1], -sides[3]}));
    }

    private static void cropping1d(Settings layer, NetworkBuilder net) {
        net.enterSequences(layer, DimensionOrder.NCT, DimensionOrder.NCT);
        var sides = layer.ints("cropping", 2, 0);
        net.add(layer, "", padding(new int[] {-sides[0]}, new int[] {-sides[1]}));
    }

    private static Layer padding(int[] before, int[] after) {
        return new SpatialPadding(before, after, 0);
    }

    private static void upsampling2d(Settings layer, NetworkBuilder net) {
        net.enterImages(layer, Formats.images(layer, "format"));
        var size = layer.ints("size", 2, 1);
        net.add(
                layer,
                "",
                size[0] == size[1]
                        ? new Upsample(size[0])
                        : new ElementwiseFunction(x -> repeated(repeated(x, size[0], 2), size[1], 3)));
    }

    private static void upsampling1d(Settings layer, NetworkBuilder net) {
        net.enterSequences(layer, DimensionOrder.NCT, DimensionOrder.NCT);
        net.add(layer, "", new Upsample(layer.ints("size", 1, 1)[0]));
    }

    private static Tensor repeated(Tensor x, int times, int dim) {
        return Engines.run(new RepeatInterleave(times, dim), x)[0];
    }

    /** Infers the dimension order of the input from the pooled dimensions, if the file names them. */
    private static Optional<DimensionOrder> pooled(Settings layer) {
        if (layer.count("poolingDimensions") == 2) {
            return Optional.of(
                    layer.ints("poolingDimensions", 2, 1)[0] == 1 ? DimensionOrder.NHWC : DimensionOrder.NCHW);
        }
        return Optional.of(DimensionOrder.NCT);
    }

    private static void globalPool(Settings layer, NetworkBuilder net) {
        var declared = net.declared();
        if (net.isFeatures()) {
            throw layer.refused("expects images or sequences; before it there are vectors");
        }
        requireSpatial(layer, declared);
        net.enterChannels(layer);
        boolean collapse = layer.flag("collapseDimensions", true);
        net.add(layer, "", new GlobalPool(reduction(layer), !collapse));
        if (collapse) {
            net.became(DimensionOrder.NC, DimensionOrder.NC);
        } else {
            net.became(declared.channelsFirst(), declared.channelsFirst()); // DL4J's result has channels first too
        }
    }

    private static GlobalPool.Reduction reduction(Settings layer) {
        double p = layer.number("pnorm", 2);
        return switch (layer.choice("poolingType", Kind.MAX)) {
            case MAX -> Tensor::amax;
            case AVG -> Tensor::mean;
            case SUM -> Tensor::sum;
            case PNORM ->
                (x, dims, keepDim) -> x.abs().pow(p).sum(dims, keepDim).pow(1 / p);
        };
    }

    /**
     * Without explicit dimensions DL4J pools over all dimensions after the second, even if channels are last. Refuses
     * that.
     */
    private static void requireSpatial(Settings layer, DimensionOrder declared) {
        var spatial =
                declared.name().indexOf('C') == 1 ? Dims.range(2, declared.rank()) : Dims.range(1, declared.rank() - 1);
        var pooled = layer.has("poolingDimensions")
                ? Dims.of(layer.ints("poolingDimensions", declared.rank() - 2, 1))
                : Dims.range(2, declared.rank());
        if (!pooled.equals(spatial)) {
            throw layer.refused("pools over the dimensions " + pooled + " of " + declared.shown() + "; supported are "
                    + spatial + ", space or time");
        }
    }
}
