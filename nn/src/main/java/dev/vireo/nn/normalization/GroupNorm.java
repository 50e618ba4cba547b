package dev.vireo.nn.normalization;

import dev.vireo.nn.internal.Arguments;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.op.Normalization;

/**
 * Each group of channels of each sample of {@code [N, C, ...]} normalized by its own statistics; weight and bias
 * {@code [C]}. As {@code torch.nn.GroupNorm}. (Wu and He 2018)
 */
public final class GroupNorm extends Affine {
    private final Normalization.GroupNorm attributes;
    private final long channels;

    public GroupNorm(int groups, long channels) {
        this(groups, channels, 1e-5, true);
    }

    /**
     * @param affine whether there are weight and bias
     * @throws dev.vireo.tensor.VireoException if the channels do not divide into the groups
     */
    public GroupNorm(int groups, long channels, double eps, boolean affine) {
        super(Shape.of(Arguments.divided("GroupNorm", channels, "channels", groups) * groups), affine, affine);
        this.channels = channels;
        attributes = new Normalization.GroupNorm(groups, eps);
    }

    @Override
    public Tensor forward(Tensor x) {
        Arguments.channels("GroupNorm", x.shape(), channels);
        return normalize(x, attributes);
    }
}
