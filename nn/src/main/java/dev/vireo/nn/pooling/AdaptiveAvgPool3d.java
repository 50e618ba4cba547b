package dev.vireo.nn.pooling;

import dev.vireo.tensor.Tensor;

/** Means of windows as large as it takes to fill the output: {@code [N, C, D, H, W] -> [N, C, D', H', W']}. As {@code torch.nn.AdaptiveAvgPool3d}. */
public final class AdaptiveAvgPool3d extends AdaptivePool {
    /**
     * @param output the spatial sizes, or one for all
     * @throws dev.vireo.tensor.VireoException if there are entries for another number of dimensions
     */
    public AdaptiveAvgPool3d(int... output) {
        super("AdaptiveAvgPool3d", 3, output);
    }

    @Override
    public Tensor forward(Tensor x) {
        return x.adaptiveAvgPool(output());
    }
}
