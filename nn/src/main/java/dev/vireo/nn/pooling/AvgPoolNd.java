package dev.vireo.nn.pooling;

import static dev.vireo.nn.internal.LayerChecks.spatial;

import dev.vireo.nn.Layer;
import dev.vireo.tensor.Dims;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.VireoException;
import dev.vireo.tensor.op.Pooling.AvgPool;

/** The base class of average pooling over any number of spatial dimensions. */
abstract class AvgPoolNd extends Layer {
    private final AvgPool attributes;

    AvgPoolNd(String layer, int rank, Window window) {
        if (!window.dilation().equals(Dims.of(1))) {
            throw new VireoException(layer + ": dilation " + window.dilation() + " is for max pooling; expected none");
        }
        attributes = new AvgPool(
                spatial(rank, 1, layer, "window", window.size()),
                spatial(rank, 1, layer, "stride", window.stride()),
                spatial(rank, 0, layer, "padding", window.padding()),
                window.ceilMode(),
                window.countIncludePad());
    }

    @Override
    public final Tensor forward(Tensor x) {
        return x.avgPool(attributes);
    }
}
