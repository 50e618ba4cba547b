package dev.vireo.nn.activation;

import dev.vireo.nn.Layer;
import dev.vireo.tensor.Tensor;

/** x Phi(x). {@code [...] -> [...]}. (Hendrycks and Gimpel 2016) */
public final class GELU extends Layer {
    private final boolean tanh;

    public GELU() {
        this(false);
    }

    /**
     * @param tanh whether Phi is approximated by tanh, as GPT-2 does
     */
    public GELU(boolean tanh) {
        this.tanh = tanh;
    }

    @Override
    public Tensor forward(Tensor x) {
        return tanh ? x.geluTanh() : x.gelu();
    }
}
