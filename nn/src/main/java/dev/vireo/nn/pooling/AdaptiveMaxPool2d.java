package dev.vireo.nn.pooling;

import dev.vireo.tensor.Tensor;

/** Maxima of windows as large as it takes to fill the output: {@code [N, C, H, W] -> [N, C, H', W']}. As {@code torch.nn.AdaptiveMaxPool2d}. */
public final class AdaptiveMaxPool2d extends AdaptivePool {
    /**
     * @param output the spatial sizes, or one for all
     * @throws dev.vireo.tensor.VireoException if there are entries for another number of dimensions
     */
    public AdaptiveMaxPool2d(int... output) {
        super("AdaptiveMaxPool2d", 2, output);
    }

    @Override
    public Tensor forward(Tensor x) {
        return x.adaptiveMaxPool(output());
    }
}
