package dev.vireo.nn.activation;

import dev.vireo.nn.Layer;
import dev.vireo.tensor.Tensor;

/** Hard swish: x clamp(x + 3, 0, 6) / 6 (Howard et al., 2019). {@code [...] -> [...]}. */
public final class Hardswish extends Layer {
    @Override
    public Tensor forward(Tensor x) {
        return x.hardSwish();
    }
}
