package dev.vireo.nn.activation;

import dev.vireo.nn.Layer;
import dev.vireo.tensor.Tensor;

/** Softplus: log(1 + e^(beta x)) / beta, or x where beta x > 20. {@code [...] -> [...]}. */
public final class Softplus extends Layer {
    private final double beta;

    /** Softplus with beta 1, PyTorch's default. */
    public Softplus() {
        this(1);
    }

    /** Softplus with a given beta. */
    public Softplus(double beta) {
        this.beta = beta;
    }

    @Override
    public Tensor forward(Tensor x) {
        return x.softplus(beta);
    }
}
