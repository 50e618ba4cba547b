package dev.vireo.formats.dl4j.internal;

import static java.util.Map.entry;

import dev.vireo.formats.dl4j.internal.layer.BroadcastPReLU;
import dev.vireo.formats.dl4j.internal.layer.ElementwiseFunction;
import dev.vireo.formats.dl4j.internal.layer.ElementwiseScale;
import dev.vireo.nn.Embedding;
import dev.vireo.nn.Linear;
import dev.vireo.nn.normalization.LayerNorm;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads layers of vectors, and activation layers. A dense layer's weight {@code [in, out]} is stored column-major,
 * which equals PyTorch's {@code [out, in]} row-major. The bias follows.
 */
final class DenseReaders {
    private DenseReaders() {}

    static Map<String, LayerReader> table() {
        return Map.ofEntries(
                entry("DenseLayer", LayerReader.of(DimensionOrder.NC, DenseReaders::dense)),
                entry("ActivationLayer", LayerReader.ofAny(Activations::read)),
                entry("DropoutLayer", LayerReader.ofAny((layer, net) -> {})), // LayerReaders adds the dropout itself
                entry("PReLULayer", new LayerReader(DenseReaders::preluInput, DenseReaders::prelu)),
                entry("misc.ElementWiseMultiplicationLayer", LayerReader.of(DimensionOrder.NC, DenseReaders::scale)),
                entry("EmbeddingLayer", LayerReader.of(DimensionOrder.NC, DenseReaders::embedding)),
                entry("EmbeddingSequenceLayer", LayerReader.of(DimensionOrder.NC, DenseReaders::embeddedSequence)));
    }

    private static void dense(Settings layer, NetworkBuilder net) {
        net.enterFeatures(layer);
        if (layer.flag("hasLayerNorm", false)) {
            normalized(layer, net);
        } else {
            linear(layer, net);
        }
        Activations.read(layer, net);
    }

    /** Adds a linear layer over the last dimension. */
    static void linear(Settings layer, NetworkBuilder net) {
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

    /**
     * Reads a dense layer with layer normalization. DL4J adds the bias after the normalization and stores it before the
     * gain.
     */
    private static void normalized(Settings layer, NetworkBuilder net) {
        long in = layer.size("nin");
        long out = layer.size("nout");
        boolean bias = layer.flag("hasBias", true);
        var weight = net.coefficients().next(layer, out, in);
        var state = new LinkedHashMap<String, Tensor>();
        if (bias) {
            state.put("bias", net.coefficients().next(layer, out));
        }
        state.put("weight", net.coefficients().next(layer, out));
        net.add(layer, new Linear(in, out, false), Map.of("weight", weight));
        net.add(layer, "norm", new LayerNorm(Shape.of(out), 0, true, bias), state);
    }

    /** The file gives the rank of the input but not the order of its dimensions. Channels first is the default. */
    private static Optional<DimensionOrder> preluInput(Settings layer) {
        return Stream.of(DimensionOrder.NC, DimensionOrder.NCT, DimensionOrder.NCHW)
                .filter(each -> each.rank() == layer.count("inputShape") + 1)
                .findFirst();
    }

    /**
     * Reads a PReLU. The weight has the shape of one sample, with size 1 in shared dimensions. It is stored
     * column-major.
     */
    private static void prelu(Settings layer, NetworkBuilder net) {
        net.enterDeclared(layer);
        int rank = net.declared().rank() - 1;
        var ints = layer.ints("inputShape", rank, 1);
        var shape = new long[rank];
        var backwards = new long[rank];
        var order = new int[rank];
        for (int i = 0; i < rank; i++) {
            shape[i] = ints[i];
            backwards[rank - 1 - i] = ints[i];
            order[i] = rank - 1 - i;
        }
        var weight = net.coefficients().next(layer, backwards).permute(order);
        net.add(layer, new BroadcastPReLU(shape), Map.of("weight", weight));
    }

    private static void scale(Settings layer, NetworkBuilder net) {
        net.enterFeatures(layer);
        long features = layer.size("nin");
        var weight = net.coefficients().next(layer, features);
        var bias = net.coefficients().next(layer, features);
        net.add(layer, new ElementwiseScale(features), Map.of("weight", weight, "bias", bias));
        Activations.read(layer, net);
    }

    /** Reads an embedding of indices {@code [N, 1]}. */
    private static void embedding(Settings layer, NetworkBuilder net) {
        net.enterFeatures(layer);
        net.add(layer, "index", new ElementwiseFunction(x -> x.to(DType.INT64).flatten(0)));
        table(layer, net);
        Activations.read(layer, net);
    }

    /** Reads an embedding of indices {@code [N, T]} or {@code [N, 1, T]}. */
    private static void embeddedSequence(Settings layer, NetworkBuilder net) {
        net.enterFeatures(layer);
        net.add(layer, "index", new ElementwiseFunction(x -> x.to(DType.INT64).flatten(1)));
        table(layer, net);
        net.became(Formats.sequences(layer, "outputFormat"), DimensionOrder.NTC);
        Activations.read(layer, net);
    }

    /**
     * Reads the weight {@code [in, out]}, which is stored column-major. A bias is the same for all rows, so it is added
     * to them.
     */
    private static void table(Settings layer, NetworkBuilder net) {
        long in = layer.size("nin");
        long out = layer.size("nout");
        var weight = net.coefficients().next(layer, out, in).transpose(0, 1);
        if (layer.flag("hasBias", false)) {
            weight = weight.add(net.coefficients().next(layer, out));
        }
        net.add(layer, new Embedding(in, out), Map.of("weight", weight));
    }
}
