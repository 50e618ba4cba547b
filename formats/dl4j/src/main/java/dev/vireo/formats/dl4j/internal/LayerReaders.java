package dev.vireo.formats.dl4j.internal;

import dev.vireo.nn.regularization.Dropout;
import java.util.HashMap;
import java.util.Map;

/** All supported layers, by the names of DL4J's classes. */
final class LayerReaders {
    private static final String PACKAGE = "org.deeplearning4j.nn.conf.layers.";
    private static final String DROPOUTS = "org.deeplearning4j.nn.conf.dropout.";
    private static final Map<String, LayerReader> ROWS = all();

    private LayerReaders() {}

    /** Adds a layer, preceded by its dropout. */
    static void read(Settings layer, NetworkBuilder net) {
        dropout(layer, net);
        row(layer).body().read(layer, net);
    }

    /** Adds a dropout. DL4J stores the probability of keeping an element. */
    static void dropout(Settings layer, NetworkBuilder net) {
        layer.optional("idropout").ifPresent(dropout -> {
            if (!dropout.type(DROPOUTS).equals("Dropout") || dropout.has("pschedule")) {
                throw dropout.refused("is an unsupported kind of dropout");
            }
            double keep = dropout.number("p", 1);
            if (!(keep > 0 && keep <= 1)) {
                throw dropout.refused("keeps " + keep + " of the elements; expected above 0, at most 1");
            }
            if (keep < 1) {
                net.add(layer, "dropout", new Dropout(1 - keep));
            }
        });
    }

    static LayerReader row(Settings layer) {
        var type = layer.type(PACKAGE);
        var row = ROWS.get(type);
        if (row == null) {
            throw layer.refused("is of the kind " + type + ", which is not supported");
        }
        return row;
    }

    private static Map<String, LayerReader> all() {
        var all = new HashMap<String, LayerReader>();
        all.putAll(DenseReaders.table());
        all.putAll(OutputReaders.table());
        all.putAll(ConvolutionReaders.table());
        all.putAll(PoolingReaders.table());
        all.putAll(ShapeReaders.table());
        all.putAll(NormalizationReaders.table());
        all.putAll(RecurrentReaders.table());
        all.putAll(WrapperReaders.table());
        return Map.copyOf(all);
    }
}
