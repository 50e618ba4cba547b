package dev.vireo.nn.activation;

import dev.vireo.nn.Layer;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.VireoException;

/** Clamps elements to a range: min(max(x, min), max). {@code [...] -> [...]}. */
public final class Hardtanh extends Layer {
    private final double min;
    private final double max;

    /** Clamps from -1 to 1. */
    public Hardtanh() {
        this(-1, 1);
    }

    /**
     * Clamps to a range.
     *
     * @throws VireoException if min is not below max
     */
    public Hardtanh(double min, double max) {
        if (!(min < max)) {
            throw new VireoException("Hardtanh: min is " + min + " and max " + max + "; expected min < max");
        }
        this.min = min;
        this.max = max;
    }

    @Override
    public Tensor forward(Tensor x) {
        return x.clamp(min, max);
    }
}
