package dev.vireo.nn.activation;

import dev.vireo.nn.Layer;
import dev.vireo.tensor.Tensor;

/** The hyperbolic tangent. {@code [...] -> [...]}. */
public final class Tanh extends Layer {
    @Override
    public Tensor forward(Tensor x) {
        return x.tanh();
    }
}
