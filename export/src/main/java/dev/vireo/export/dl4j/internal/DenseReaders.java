package dev.vireo.export.dl4j.internal;

import static java.util.Map.entry;

import dev.vireo.nn.Linear;
import dev.vireo.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Dense layers and outputs. The weight {@code [in, out]} is stored by columns, so it is our {@code [out, in]} by rows;
 * then the bias. The loss is no part of the network.
 */
final class DenseReaders {
    private DenseReaders() {}

    static Map<String, LayerReader> table() {
        return Map.ofEntries(
                entry("DenseLayer", LayerReader.of(Layout.NC, DenseReaders::dense)),
                entry("OutputLayer", LayerReader.of(Layout.NC, DenseReaders::output)));
    }

    private static void dense(Settings layer, Assembly net) {
        if (layer.flag("hasLayerNorm", false)) {
            throw layer.refused("has a layer normalization, which is not supported");
        }
        linear(layer, net);
        Activations.read(layer, net);
    }

    private static void output(Settings layer, Assembly net) {
        linear(layer, net);
        Activations.readOverChannels(layer, net);
    }

    static void linear(Settings layer, Assembly net) {
        net.enterFeatures(layer);
        addLinear(layer, net);
    }

    static void addLinear(Settings layer, Assembly net) {
        long in = layer.size("nin");
        long out = layer.size("nout");
        boolean bias = layer.flag("hasBias", true);
        var state = new LinkedHashMap<String, Tensor>();
        state.put("weight", net.coefficients().next(layer, out, in));
        if (bias) {
            state.put("bias", net.coefficients().next(layer, out));
        }
        net.add(layer, new Linear(in, out, bias), state);
    }
}
