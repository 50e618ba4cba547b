package dev.vireo.nn.activation;

import dev.vireo.nn.Layer;
import dev.vireo.tensor.Tensor;

/** Softsign: x / (1 + |x|). {@code [...] -> [...]}. */
public final class Softsign extends Layer {
    @Override
    public Tensor forward(Tensor x) {
        return x.softsign();
    }
}
