package dev.vireo.formats.dl4j.internal;

import static java.util.Map.entry;

import dev.vireo.formats.dl4j.internal.layer.SpatialPadding;
import dev.vireo.nn.convolution.Conv1d;
import dev.vireo.nn.convolution.Conv2d;
import dev.vireo.nn.convolution.ConvOptions;
import dev.vireo.nn.convolution.ConvTranspose2d;
import dev.vireo.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads convolutions. The file stores the bias first, then the weight row-major. Unless noted otherwise, the weight has
 * PyTorch's shape {@code [out, in, kh, kw]}.
 */
final class ConvolutionReaders {
    private ConvolutionReaders() {}

    static Map<String, LayerReader> table() {
        return Map.ofEntries(
                entry("ConvolutionLayer", LayerReader.of(ConvolutionReaders::images, ConvolutionReaders::conv2d)),
                entry("Convolution2D", LayerReader.of(ConvolutionReaders::images, ConvolutionReaders::conv2d)),
                entry("Convolution1DLayer", LayerReader.of(ConvolutionReaders::sequences, ConvolutionReaders::conv1d)),
                entry("Convolution1D", LayerReader.of(ConvolutionReaders::sequences, ConvolutionReaders::conv1d)),
                entry(
                        "DepthwiseConvolution2D",
                        LayerReader.of(ConvolutionReaders::images, ConvolutionReaders::depthwise)),
                entry(
                        "SeparableConvolution2D",
                        LayerReader.of(ConvolutionReaders::images, ConvolutionReaders::separable)),
                entry("Deconvolution2D", LayerReader.of(ConvolutionReaders::images, ConvolutionReaders::transposed)));
    }

    private static DimensionOrder images(Settings layer) {
        return Formats.images(layer, "cnn2dDataFormat");
    }

    private static DimensionOrder sequences(Settings layer) {
        return Formats.sequences(layer, "rnnDataFormat");
    }

    private static void conv2d(Settings layer, NetworkBuilder net) {
        long in = layer.size("nin");
        long out = layer.size("nout");
        var window = WindowSettings.of(layer, 2);
        net.enterImages(layer, images(layer));
        var state = bias(layer, net, out);
        var kernel = kernel(window, state);
        state.put("weight", net.coefficients().next(layer, out, in, window.size()[0], window.size()[1]));
        window.pad(layer, net);
        net.add(layer, new Conv2d(in, out, kernel), state);
        Activations.read(layer, net);
    }

    /** The weight is {@code [k, in, out]}, although DL4J reports another shape for it. */
    private static void conv1d(Settings layer, NetworkBuilder net) {
        long in = layer.size("nin");
        long out = layer.size("nout");
        var window = WindowSettings.of(layer, 1);
        net.enterSequences(layer, sequences(layer), DimensionOrder.NCT);
        var state = bias(layer, net, out);
        var kernel = kernel(window, state);
        state.put(
                "weight",
                net.coefficients().next(layer, window.size()[0], in, out).permute(2, 1, 0));
        window.pad(layer, net);
        net.add(layer, new Conv1d(in, out, kernel), state);
        Activations.read(layer, net);
    }

    /** The weight is {@code [kh, kw, in, multiplier]}. */
    private static void depthwise(Settings layer, NetworkBuilder net) {
        long in = layer.size("nin");
        long multiplier = layer.size("depthMultiplier");
        var window = WindowSettings.of(layer, 2);
        int groups = groups(layer, in);
        net.enterImages(layer, images(layer));
        var state = bias(layer, net, Math.multiplyExact(in, multiplier));
        var kernel = kernel(window, state).groups(groups);
        var weight = net.coefficients().next(layer, window.size()[0], window.size()[1], in, multiplier);
        state.put("weight", weight.permute(2, 3, 0, 1).flatten(0, 1).unsqueeze(1));
        window.pad(layer, net);
        net.add(layer, new Conv2d(in, in * multiplier, kernel), state);
        Activations.read(layer, net);
    }

    /**
     * The first weight is {@code [multiplier, in, kh, kw]} (depthwise), the second {@code [out, in * multiplier, 1, 1]}
     * (pointwise).
     */
    private static void separable(Settings layer, NetworkBuilder net) {
        long in = layer.size("nin");
        long out = layer.size("nout");
        long multiplier = layer.size("depthMultiplier");
        var window = WindowSettings.of(layer, 2);
        var kernel = window.kernel().groups(groups(layer, in)).withoutBias();
        net.enterImages(layer, images(layer));
        var state = bias(layer, net, out);
        var points = kernelOfPoints(state);
        var depth = net.coefficients().next(layer, multiplier, in, window.size()[0], window.size()[1]);
        state.put("weight", net.coefficients().next(layer, out, Math.multiplyExact(in, multiplier), 1, 1));
        window.pad(layer, net);
        var weight = depth.permute(1, 0, 2, 3).flatten(0, 1).unsqueeze(1);
        net.add(layer, "depthwise", new Conv2d(in, in * multiplier, kernel), Map.of("weight", weight));
        net.add(layer, new Conv2d(in * multiplier, out, points), state);
        Activations.read(layer, net);
    }

    /** The weight is {@code [in, out, kh, kw]}. In mode SAME, the output size is the input size times the stride. */
    private static void transposed(Settings layer, NetworkBuilder net) {
        long in = layer.size("nin");
        long out = layer.size("nout");
        var window = WindowSettings.of(layer, 2);
        var surplus = window.surplus();
        if (window.mode() == WindowSettings.Mode.SAME && (surplus[0] < 0 || surplus[1] < 0)) {
            throw layer.refused("has a stride larger than its kernel in the mode Same, which is not supported");
        }
        net.enterImages(layer, images(layer));
        var state = bias(layer, net, out);
        var kernel = kernel(window, state);
        state.put("weight", net.coefficients().next(layer, in, out, window.size()[0], window.size()[1]));
        net.add(layer, new ConvTranspose2d(in, out, kernel), state);
        if (window.mode() == WindowSettings.Mode.SAME) {
            var before = new int[] {-(surplus[0] / 2), -(surplus[1] / 2)};
            var after = new int[] {-surplus[0] - before[0], -surplus[1] - before[1]};
            net.add(layer, "cropping", new SpatialPadding(before, after, 0));
        }
        Activations.read(layer, net);
    }

    private static Map<String, Tensor> bias(Settings layer, NetworkBuilder net, long out) {
        var state = new LinkedHashMap<String, Tensor>();
        if (layer.flag("hasBias", true)) {
            state.put("bias", net.coefficients().next(layer, out));
        }
        return state;
    }

    private static ConvOptions kernel(WindowSettings window, Map<String, Tensor> state) {
        return state.containsKey("bias") ? window.kernel() : window.kernel().withoutBias();
    }

    private static ConvOptions kernelOfPoints(Map<String, Tensor> state) {
        var kernel = ConvOptions.kernel(1);
        return state.containsKey("bias") ? kernel : kernel.withoutBias();
    }

    private static int groups(Settings layer, long in) {
        if (in > Integer.MAX_VALUE) {
            throw layer.refused("has " + in + " input channels; expected fewer than 2^31");
        }
        return (int) in;
    }
}
