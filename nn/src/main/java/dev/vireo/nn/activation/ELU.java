package dev.vireo.nn.activation;

import dev.vireo.nn.Layer;
import dev.vireo.tensor.Tensor;

/** ELU: x where x > 0, else alpha (e^x - 1) (Clevert et al., 2015). {@code [...] -> [...]}. */
public final class ELU extends Layer {
    private final double alpha;

    /** ELU with alpha 1, PyTorch's default. */
    public ELU() {
        this(1);
    }

    /** ELU with a given alpha. */
    public ELU(double alpha) {
        this.alpha = alpha;
    }

    @Override
    public Tensor forward(Tensor x) {
        return x.elu(alpha);
    }
}
