package dev.vireo.nn.pooling;

import dev.vireo.tensor.Tensor;

/** Max pooling to a given size, {@code [N, C, L] -> [N, C, L']}. As {@code torch.nn.AdaptiveMaxPool1d}. */
public final class AdaptiveMaxPool1d extends AdaptivePool {
    /**
     * @param output the size of the result
     * @throws dev.vireo.tensor.VireoException if there is not exactly one entry
     */
    public AdaptiveMaxPool1d(int... output) {
        super("AdaptiveMaxPool1d", 1, output);
    }

    @Override
    public Tensor forward(Tensor x) {
        return x.adaptiveMaxPool(output());
    }
}
