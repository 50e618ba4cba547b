package dev.vireo.nn.activation;

import dev.vireo.nn.Layer;
import dev.vireo.tensor.Tensor;

/** The self-normalizing ELU (Klambauer et al., 2017). {@code [...] -> [...]}. */
public final class SELU extends Layer {
    @Override
    public Tensor forward(Tensor x) {
        return x.selu();
    }
}
