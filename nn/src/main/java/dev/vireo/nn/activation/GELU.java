package dev.vireo.nn.activation;

import dev.vireo.nn.Layer;
import dev.vireo.tensor.Tensor;

/** GELU: x Phi(x) (Hendrycks and Gimpel, 2016). {@code [...] -> [...]}. */
public final class GELU extends Layer {
    private final boolean tanh;

    /** GELU without approximation. */
    public GELU() {
        this(false);
    }

    /** @param tanh whether Phi is approximated by tanh, as in GPT-2 */
    public GELU(boolean tanh) {
        this.tanh = tanh;
    }

    @Override
    public Tensor forward(Tensor x) {
        return tanh ? x.geluTanh() : x.gelu();
    }
}
