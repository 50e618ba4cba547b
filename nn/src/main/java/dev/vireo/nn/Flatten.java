package dev.vireo.nn;

import dev.vireo.tensor.Tensor;

/** {@code [N, ...] -> [N, D]}. */
public final class Flatten extends Layer {
    @Override
    public Tensor forward(Tensor x) {
        return x.flatten(1);
    }
}
