package dev.vireo.nn.activation;

import dev.vireo.nn.Layer;
import dev.vireo.tensor.Tensor;

/** log(1 + e^(beta x)) / beta, and x itself where beta x > 20. {@code [...] -> [...]}. */
public final class Softplus extends Layer {
    private final double beta;

    /** With 1: PyTorch's default. */
    public Softplus() {
        this(1);
    }

    public Softplus(double beta) {
        this.beta = beta;
    }

    @Override
    public Tensor forward(Tensor x) {
        return x.softplus(beta);
    }
}
