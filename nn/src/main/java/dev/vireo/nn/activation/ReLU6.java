package dev.vireo.nn.activation;

import dev.vireo.nn.Layer;
import dev.vireo.tensor.Tensor;

/** ReLU6: min(max(x, 0), 6). {@code [...] -> [...]}. */
public final class ReLU6 extends Layer {
    @Override
    public Tensor forward(Tensor x) {
        return x.clamp(0, 6);
    }
}
