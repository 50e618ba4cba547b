package dev.vireo.nn.pooling;

import dev.vireo.nn.Layer;
import dev.vireo.nn.internal.LayerChecks;
import dev.vireo.tensor.Dims;

/** The base class of pooling to a given size. */
abstract class AdaptivePool extends Layer {
    private final Dims output;

    AdaptivePool(String layer, int rank, int... output) {
        this.output = LayerChecks.spatial(rank, 1, layer, "output", Dims.of(output));
    }

    final int[] output() {
        return output.toArray();
    }
}
