package dev.vireo.nn.pooling;

import dev.vireo.tensor.Tensor;

/** Maxima of windows as large as it takes to fill the output: {@code [N, C, D, H, W] -> [N, C, D', H', W']}. As {@code torch.nn.AdaptiveMaxPool3d}. */
public final class AdaptiveMaxPool3d extends AdaptivePool {
    /**
     * @param output the spatial sizes, or one for all
     * @throws dev.vireo.tensor.VireoException if there are entries for another number of dimensions
     */
    public AdaptiveMaxPool3d(int... output) {
        super("AdaptiveMaxPool3d", 3, output);
    }

    @Override
    public Tensor forward(Tensor x) {
        return x.adaptiveMaxPool(output());
    }
}
