package dev.vireo.nn.pooling;

import static dev.vireo.nn.internal.LayerChecks.spatial;

import dev.vireo.nn.Layer;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.op.Pooling.MaxPool;

/** The base class of max pooling over any number of spatial dimensions. */
abstract class MaxPoolNd extends Layer {
    private final MaxPool attributes;

    MaxPoolNd(String layer, int rank, Window window) {
        attributes = new MaxPool(
                spatial(rank, 1, layer, "window", window.size()),
                spatial(rank, 1, layer, "stride", window.stride()),
                spatial(rank, 0, layer, "padding", window.padding()),
                spatial(rank, 1, layer, "dilation", window.dilation()),
                window.ceilMode());
    }

    @Override
    public final Tensor forward(Tensor x) {
        return x.maxPool(attributes);
    }
}
