package dev.vireo.nn.resampling;

import dev.vireo.nn.Layer;
import dev.vireo.nn.internal.LayerChecks;
import dev.vireo.tensor.Engines;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.op.Resampling;

/** Moves channels to space: {@code [N, C r^2, H, W] -> [N, C, H r, W r]} (Shi et al., 2016). */
public final class PixelShuffle extends Layer {
    private final Resampling.PixelShuffle attributes;

    /**
     * @param factor r, at least 1
     */
    public PixelShuffle(int factor) {
        LayerChecks.atLeast(1, "PixelShuffle", "factor", factor);
        attributes = new Resampling.PixelShuffle(factor);
    }

    @Override
    public Tensor forward(Tensor x) {
        return Engines.run(attributes, x)[0];
    }
}
