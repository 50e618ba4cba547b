package dev.vireo.nn.activation;

import dev.vireo.nn.Layer;
import dev.vireo.tensor.Tensor;

/** x Phi(x). */
public final class GELU extends Layer {
    @Override
    public Tensor forward(Tensor x) {
        return x.gelu();
    }
}
