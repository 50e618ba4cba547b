package dev.vireo.nn.activation;

import dev.vireo.nn.Layer;
import dev.vireo.tensor.Tensor;

/** Mish: x tanh(softplus(x)) (Misra, 2019). {@code [...] -> [...]}. */
public final class Mish extends Layer {
    @Override
    public Tensor forward(Tensor x) {
        return x.mish();
    }
}
