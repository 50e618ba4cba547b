package dev.vireo.nn.pooling;

import dev.vireo.tensor.Tensor;

/** Average pooling to a given size, {@code [N, C, H, W] -> [N, C, H', W']}. As {@code torch.nn.AdaptiveAvgPool2d}. */
public final class AdaptiveAvgPool2d extends AdaptivePool {
    /**
     * @param output the spatial sizes of the result, or one for all
     * @throws dev.vireo.tensor.VireoException if there are neither one nor two entries
     */
    public AdaptiveAvgPool2d(int... output) {
        super("AdaptiveAvgPool2d", 2, output);
    }

    @Override
    public Tensor forward(Tensor x) {
        return x.adaptiveAvgPool(output());
    }
}
