package dev.vireo.nn.pooling;

import dev.vireo.tensor.Tensor;

/** Means of windows as large as it takes to fill the output: {@code [N, C, L] -> [N, C, L']}. As {@code torch.nn.AdaptiveAvgPool1d}. */
public final class AdaptiveAvgPool1d extends AdaptivePool {
    /**
     * @param output the spatial sizes, or one for all
     * @throws dev.vireo.tensor.VireoException if there are entries for another number of dimensions
     */
    public AdaptiveAvgPool1d(int... output) {
        super("AdaptiveAvgPool1d", 1, output);
    }

    @Override
    public Tensor forward(Tensor x) {
        return x.adaptiveAvgPool(output());
    }
}
