package dev.vireo.nn.pooling;

import dev.vireo.tensor.Tensor;

/** Max pooling to a given size, {@code [N, C, H, W] -> [N, C, H', W']}. As {@code torch.nn.AdaptiveMaxPool2d}. */
public final class AdaptiveMaxPool2d extends AdaptivePool {
    /**
     * @param output the spatial sizes of the result, or one for all
     * @throws dev.vireo.tensor.VireoException if there are neither one nor two entries
     */
    public AdaptiveMaxPool2d(int... output) {
        super("AdaptiveMaxPool2d", 2, output);
    }

    @Override
    public Tensor forward(Tensor x) {
        return x.adaptiveMaxPool(output());
    }
}
