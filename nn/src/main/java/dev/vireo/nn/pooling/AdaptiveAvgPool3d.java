package dev.vireo.nn.pooling;

import dev.vireo.tensor.Tensor;

/**
 * Average pooling to a given size, {@code [N, C, D, H, W] -> [N, C, D', H', W']}. As {@code
 * torch.nn.AdaptiveAvgPool3d}.
 */
public final class AdaptiveAvgPool3d extends AdaptivePool {
    /**
     * @param output the spatial sizes of the result, or one for all
     * @throws dev.vireo.tensor.VireoException if there are neither one nor three entries
     */
    public AdaptiveAvgPool3d(int... output) {
        super("AdaptiveAvgPool3d", 3, output);
    }

    @Override
    public Tensor forward(Tensor x) {
        return x.adaptiveAvgPool(output());
    }
}
