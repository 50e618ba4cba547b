package dev.vireo.export.dl4j.internal;

import java.util.HashMap;
import java.util.Map;

/** All kinds of layers by the class that DL4J has for them. */
final class LayerReaders {
    private static final String PACKAGE = "org.deeplearning4j.nn.conf.layers.";
    private static final Map<String, LayerReader> ROWS = all();

    private LayerReaders() {}

    static LayerReader row(Settings layer) {
        var row = ROWS.get(layer.type(PACKAGE));
        if (row == null) {
            throw layer.refused("is of a kind that is not supported");
        }
        return row;
    }

    private static Map<String, LayerReader> all() {
        var all = new HashMap<String, LayerReader>();
        all.putAll(DenseReaders.table());
        all.putAll(ConvolutionReaders.table());
        return Map.copyOf(all);
    }
}
