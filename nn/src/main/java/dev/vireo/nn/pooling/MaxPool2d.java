package dev.vireo.nn.pooling;

import dev.vireo.nn.Layer;
import dev.vireo.tensor.Tensor;

/** Maxima of windows that do not overlap: {@code [N, C, H, W] -> [N, C, H / kernel, W / kernel]}. */
public final class MaxPool2d extends Layer {
    private final int kernel;

    public MaxPool2d(int kernel) {
        this.kernel = kernel;
    }

    @Override
    public Tensor forward(Tensor x) {
        return x.maxPool2d(kernel);
    }
}
