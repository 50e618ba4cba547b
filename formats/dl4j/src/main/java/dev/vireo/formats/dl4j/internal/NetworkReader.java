package dev.vireo.formats.dl4j.internal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vireo.nn.Sequential;
import dev.vireo.tensor.VireoException;
import java.util.Optional;
import java.util.function.Supplier;

/** Creates a network from an archive. */
public final class NetworkReader {
    private final String file;
    private final JsonNode preprocessors;
    private final Settings[] layers;
    private final Coefficients coefficients;

    /**
     * @param file the file, for error messages
     * @param archive the file's content
     * @throws VireoException if the archive is not a sequence of layers
     */
    public NetworkReader(String file, ModelArchive archive) {
        this.file = file;
        var configuration = archive.configuration();
        if (configuration.has("vertices")) {
            throw new VireoException("dl4j: " + file + " is a ComputationGraph; expected a MultiLayerNetwork");
        }
        var list = configuration.path("confs");
        if (!list.isArray() || list.isEmpty()) {
            throw new VireoException(
                    "dl4j: " + file + " has no layers; expected the configuration of a MultiLayerNetwork");
        }
        preprocessors = configuration.path("inputPreProcessors");
        layers = new Settings[list.size()];
        for (int i = 0; i < layers.length; i++) {
            layers[i] = Settings.ofLayer(file, i, list.get(i).path("layer"));
        }
        coefficients = new Coefficients(archive.coefficients());
    }

    /**
     * Creates the network; the caller closes it. If it fails, nothing is left allocated.
     *
     * @param logits whether to omit the last layer's activation
     */
    public Sequential read(boolean logits) {
        try (var net = new NetworkBuilder(input(), coefficients)) {
            for (int i = 0; i < layers.length; i++) {
                read(i, net);
            }
            coefficients.requireNoneLeft(file);
            var last = layers[layers.length - 1];
            if (logits) {
                net.remove(last, Activations.SUFFIX);
            }
            return net.network(last);
        }
    }

    private void read(int i, NetworkBuilder net) {
        try {
            preprocessor(i).ifPresent(each -> Preprocessors.row(each).body().read(each, net));
            LayerReaders.read(layers[i], net);
        } catch (LayerReadException e) {
            throw e;
        } catch (VireoException e) { // thrown by a layer here, which does not know the file
            throw layers[i].refused("cannot be created: " + e.getMessage());
        }
    }

    /**
     * Infers the dimension order of the input, which the file does not store: that of the first layer that requires
     * one.
     */
    private DimensionOrder input() {
        for (int i = 0; i < layers.length; i++) {
            var order = preprocessor(i)
                    .flatMap(each -> Preprocessors.row(each).input().apply(each))
                    .or(layerInput(layers[i]));
            if (order.isPresent()) {
                return order.get();
            }
        }
        return DimensionOrder.NC;
    }

    private static Supplier<Optional<DimensionOrder>> layerInput(Settings layer) {
        return () -> LayerReaders.row(layer).input().apply(layer);
    }

    private Optional<Settings> preprocessor(int i) {
        var node = preprocessors.path(Integer.toString(i));
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        return Optional.of(layers[i].with(node));
    }
}
