package dev.vireo.nn.activation;

import dev.vireo.nn.Layer;
import dev.vireo.tensor.Tensor;

/** Hard sigmoid: clamp(x + 3, 0, 6) / 6. {@code [...] -> [...]}. */
public final class Hardsigmoid extends Layer {
    @Override
    public Tensor forward(Tensor x) {
        return x.hardSigmoid();
    }
}
