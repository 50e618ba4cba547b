package dev.vireo.nn.normalization;

import dev.vireo.nn.internal.LayerChecks;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.op.Normalization.InstanceNorm;

/** The base class of instance norms over any number of spatial dimensions. */
abstract class InstanceNormNd extends Affine {
    private final String layer;
    private final int rank;
    private final long channels;
    private final InstanceNorm attributes;

    InstanceNormNd(String layer, int spatialDims, long channels, double eps, boolean affine) {
        super(Shape.of(LayerChecks.atLeast(1, layer, "channels", channels)), affine, affine);
        this.layer = layer;
        this.rank = spatialDims + 2;
        this.channels = channels;
        this.attributes = new InstanceNorm(eps);
    }

    @Override
    public final Tensor forward(Tensor x) {
        LayerChecks.rank(layer, x.shape(), rank, rank);
        LayerChecks.channels(layer, x.shape(), channels);
        return normalize(x, attributes);
    }
}
