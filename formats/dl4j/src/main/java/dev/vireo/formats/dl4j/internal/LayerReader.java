package dev.vireo.formats.dl4j.internal;

import java.util.Optional;
import java.util.function.Function;

/**
 * A row of the table of layers.
 *
 * @param input the dimension order that the layer expects; empty if it accepts any
 * @param body adds the layer to the network
 */
record LayerReader(Function<Settings, Optional<DimensionOrder>> input, Body body) {
    /** Adds a layer to a network. */
    interface Body {
        void read(Settings layer, NetworkBuilder net);
    }

    static LayerReader of(DimensionOrder input, Body body) {
        return new LayerReader(layer -> Optional.of(input), body);
    }

    static LayerReader of(Function<Settings, DimensionOrder> input, Body body) {
        return new LayerReader(input.andThen(Optional::of), body);
    }

    static LayerReader ofAny(Body body) {
        return new LayerReader(layer -> Optional.empty(), body);
    }
}
