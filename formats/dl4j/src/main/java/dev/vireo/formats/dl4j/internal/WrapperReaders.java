package dev.vireo.formats.dl4j.internal;

import static java.util.Map.entry;

import java.util.Map;

/** Reads layers that wrap other layers. */
final class WrapperReaders {
    private WrapperReaders() {}

    static Map<String, LayerReader> table() {
        return Map.ofEntries(
                entry("misc.FrozenLayer", frozen("layer")),
                entry("misc.FrozenLayerWithBackprop", frozen("underlying")));
    }

    private static LayerReader frozen(String key) {
        return new LayerReader(
                layer -> {
                    var inner = layer.part(key);
                    return LayerReaders.row(inner).input().apply(inner);
                },
                (layer, net) -> {
                    var inner = layer.part(key);
                    int first = net.size();
                    LayerReaders.read(inner, net);
                    net.freezeFrom(first);
                });
    }
}
