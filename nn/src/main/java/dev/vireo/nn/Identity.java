package dev.vireo.nn;

import dev.vireo.tensor.Tensor;

/** Returns its input. It can replace a layer that is not wanted. */
public final class Identity extends Layer {
    @Override
    public Tensor forward(Tensor x) {
        return x;
    }
}
