package dev.vireo.nn.activation;

import dev.vireo.nn.Layer;
import dev.vireo.tensor.Tensor;

/** Leaky ReLU: x where x > 0, else negativeSlope * x. {@code [...] -> [...]}. */
public final class LeakyReLU extends Layer {
    private final double negativeSlope;

    /** Leaky ReLU with the slope 0.01, PyTorch's default. */
    public LeakyReLU() {
        this(0.01);
    }

    /** Leaky ReLU with a given slope. */
    public LeakyReLU(double negativeSlope) {
        this.negativeSlope = negativeSlope;
    }

    @Override
    public Tensor forward(Tensor x) {
        return x.leakyRelu(negativeSlope);
    }
}
