package dev.vireo.nn.normalization;

import dev.vireo.nn.internal.LayerChecks;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.op.Normalization;

/**
 * Normalizes each group of channels of each sample of {@code [N, C, ...]}, with weight and bias {@code [C]}. As {@code
 * torch.nn.GroupNorm} (Wu and He, 2018).
 */
public final class GroupNorm extends Affine {
    private final Normalization.GroupNorm attributes;
    private final long channels;

    /** Creates a group norm with eps 1e-5, weight and bias, PyTorch's defaults. */
    public GroupNorm(int groups, long channels) {
        this(groups, channels, 1e-5, true);
    }

    /** Creates a group norm with eps 1e-5, weight and bias, PyTorch's defaults. */
    public GroupNorm(int groups, long channels, double eps, boolean affine) {
        super(Shape.of(LayerChecks.divided("GroupNorm", channels, "channels", groups) * groups), affine, affine);
        this.channels = channels;
        attributes = new Normalization.GroupNorm(groups, eps);
    }

    @Override
    public Tensor forward(Tensor x) {
        LayerChecks.channels("GroupNorm", x.shape(), channels);
        return normalize(x, attributes);
    }
}
