package dev.vireo.nn.pooling;

import dev.vireo.tensor.Tensor;

/** Average pooling to a given size, {@code [N, C, L] -> [N, C, L']}. As {@code torch.nn.AdaptiveAvgPool1d}. */
public final class AdaptiveAvgPool1d extends AdaptivePool {
    /**
     * @param output the size of the result
     * @throws dev.vireo.tensor.VireoException if there is not exactly one entry
     */
    public AdaptiveAvgPool1d(int... output) {
        super("AdaptiveAvgPool1d", 1, output);
    }

    @Override
    public Tensor forward(Tensor x) {
        return x.adaptiveAvgPool(output());
    }
}
