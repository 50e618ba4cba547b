package dev.vireo.nn.pooling;

import dev.vireo.tensor.Tensor;

/** Maxima of windows as large as it takes to fill the output: {@code [N, C, L] -> [N, C, L']}. As {@code torch.nn.AdaptiveMaxPool1d}. */
public final class AdaptiveMaxPool1d extends AdaptivePool {
    /**
     * @param output the spatial sizes, or one for all
     * @throws dev.vireo.tensor.VireoException if there are entries for another number of dimensions
     */
    public AdaptiveMaxPool1d(int... output) {
        super("AdaptiveMaxPool1d", 1, output);
    }

    @Override
    public Tensor forward(Tensor x) {
        return x.adaptiveMaxPool(output());
    }
}
