package dev.vireo.formats.dl4j.internal;

import static java.util.Map.entry;

import dev.vireo.formats.dl4j.internal.layer.ElementwiseFunction;
import dev.vireo.nn.Flatten;
import dev.vireo.nn.Unflatten;
import java.util.Map;
import java.util.Optional;

/** Reads the preprocessors that DL4J puts between layers of different input shapes. */
final class Preprocessors {
    private static final String PACKAGE = "org.deeplearning4j.nn.conf.preprocessor.";
    private static final Map<String, LayerReader> ROWS = Map.ofEntries(
            entry(
                    "CnnToFeedForwardPreProcessor",
                    LayerReader.of(each -> Formats.images(each, "format"), Preprocessors::flatten)),
            entry("FeedForwardToCnnPreProcessor", LayerReader.of(DimensionOrder.NC, Preprocessors::unflatten)),
            entry("RnnToFeedForwardPreProcessor", LayerReader.of(Preprocessors::sequences, Preprocessors::toRows)),
            entry("FeedForwardToRnnPreProcessor", LayerReader.of(DimensionOrder.NC, Preprocessors::toSequence)),
            entry("CnnToRnnPreProcessor", LayerReader.of(DimensionOrder.NCHW, Preprocessors::imageToStep)));

    private Preprocessors() {}

    static LayerReader row(Settings preprocessor) {
        var type = preprocessor.type(PACKAGE);
        return Optional.ofNullable(ROWS.get(type))
                .orElseThrow(() -> preprocessor.refused("is an unsupported preprocessor"));
    }

    /** Flattens images in DL4J's order of dimensions. */
    private static void flatten(Settings each, NetworkBuilder net) {
        if (net.isFeatures()) {
            return;
        }
        net.enterDeclared(each);
        net.add(each, "flatten", new Flatten());
        net.became(DimensionOrder.NC, DimensionOrder.NC);
    }

    private static void unflatten(Settings each, NetworkBuilder net) {
        if (net.declared().isImage()) {
            return;
        }
        net.enterFeatures(each);
        net.add(
                each,
                "unflatten",
                new Unflatten(1, each.size("numChannels"), each.size("inputHeight"), each.size("inputWidth")));
        net.became(DimensionOrder.NCHW, DimensionOrder.NCHW);
    }

    private static DimensionOrder sequences(Settings each) {
        return Formats.sequences(each, "rnnDataFormat");
    }

    /** Makes each time step a row. */
    private static void toRows(Settings each, NetworkBuilder net) {
        if (net.isFeatures()) {
            return;
        }
        net.enterSequences(each, sequences(each), DimensionOrder.NTC);
        net.rows(true);
    }

    /** Restores sequences from rows of time steps. Vectors that never were time steps become sequences of length 1. */
    private static void toSequence(Settings each, NetworkBuilder net) {
        net.enterFeatures(each);
        if (!net.isRows()) {
            net.add(each, "step", new ElementwiseFunction(x -> x.unsqueeze(1)));
        }
        net.rows(false);
        net.became(sequences(each), DimensionOrder.NTC);
    }

    private static void imageToStep(Settings each, NetworkBuilder net) {
        net.enterImages(each, DimensionOrder.NCHW);
        net.add(each, "step", new ElementwiseFunction(x -> x.flatten(1).unsqueeze(1)));
        net.became(sequences(each), DimensionOrder.NTC);
    }
}
