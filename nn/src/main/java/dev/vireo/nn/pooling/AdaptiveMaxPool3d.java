package dev.vireo.nn.pooling;

import dev.vireo.tensor.Tensor;

/**
 * Max pooling to a given size, {@code [N, C, D, H, W] -> [N, C, D', H', W']}. As {@code torch.nn.AdaptiveMaxPool3d}.
 */
public final class AdaptiveMaxPool3d extends AdaptivePool {
    /**
     * @param output the spatial sizes of the result, or one for all
     * @throws dev.vireo.tensor.VireoException if there are neither one nor three entries
     */
    public AdaptiveMaxPool3d(int... output) {
        super("AdaptiveMaxPool3d", 3, output);
    }

    @Override
    public Tensor forward(Tensor x) {
        return x.adaptiveMaxPool(output());
    }
}
