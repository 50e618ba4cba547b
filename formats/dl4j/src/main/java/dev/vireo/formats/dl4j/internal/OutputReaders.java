package dev.vireo.formats.dl4j.internal;

import static java.util.Map.entry;

import java.util.Map;

/**
 * Reads output layers: an optional dense layer and an activation, with softmax over channels. The loss is not part of
 * the network.
 */
final class OutputReaders {
    private OutputReaders() {}

    static Map<String, LayerReader> table() {
        return Map.ofEntries(
                entry("OutputLayer", LayerReader.of(DimensionOrder.NC, OutputReaders::output)),
                entry("LossLayer", LayerReader.of(DimensionOrder.NC, Activations::read)),
                entry("RnnOutputLayer", LayerReader.of(OutputReaders::sequences, OutputReaders::sequenceOutput)),
                entry("RnnLossLayer", LayerReader.of(OutputReaders::sequences, OutputReaders::sequenceLoss)),
                entry("CnnLossLayer", LayerReader.of(OutputReaders::images, OutputReaders::imageLoss)));
    }

    private static DimensionOrder sequences(Settings layer) {
        return Formats.sequences(layer, "rnnDataFormat");
    }

    private static DimensionOrder images(Settings layer) {
        return Formats.images(layer, "format");
    }

    private static void output(Settings layer, NetworkBuilder net) {
        net.enterFeatures(layer);
        DenseReaders.linear(layer, net);
        Activations.readOverChannels(layer, net);
    }

    private static void sequenceOutput(Settings layer, NetworkBuilder net) {
        net.enterSequences(layer, sequences(layer), DimensionOrder.NTC);
        DenseReaders.linear(layer, net);
        Activations.readOverChannels(layer, net);
    }

    private static void sequenceLoss(Settings layer, NetworkBuilder net) {
        net.enterSequences(layer, sequences(layer), DimensionOrder.NTC);
        Activations.readOverChannels(layer, net);
    }

    private static void imageLoss(Settings layer, NetworkBuilder net) {
        net.enterImages(layer, images(layer));
        Activations.readOverChannels(layer, net);
    }
}
