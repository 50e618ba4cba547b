package dev.vireo.export.dl4j.internal;

import static java.util.Map.entry;

import dev.vireo.nn.convolution.Conv2d;
import dev.vireo.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/** Convolutions. First the bias is stored, then the weight {@code [out, in, kh, kw]} by rows, as ours. */
final class ConvolutionReaders {
    private ConvolutionReaders() {}

    static Map<String, LayerReader> table() {
        return Map.ofEntries(
                entry("ConvolutionLayer", LayerReader.of(ConvolutionReaders::format, ConvolutionReaders::conv2d)));
    }

    private static Layout format(Settings layer) {
        return Formats.images(layer, "cnn2dDataFormat");
    }

    private static void conv2d(Settings layer, Assembly net) {
        long in = layer.size("nin");
        long out = layer.size("nout");
        var window = Windows.of(layer, 2);
        net.enterImages(layer, format(layer));
        var state = new LinkedHashMap<String, Tensor>();
        boolean bias = layer.flag("hasBias", true);
        if (bias) {
            state.put("bias", net.coefficients().next(layer, out));
        }
        state.put("weight", net.coefficients().next(layer, out, in, window.size()[0], window.size()[1]));
        window.pad(layer, net, 0);
        net.add(layer, new Conv2d(in, out, window.kernel(bias)), state);
        Activations.read(layer, net);
    }
}
