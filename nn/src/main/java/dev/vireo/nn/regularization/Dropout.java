package dev.vireo.nn.regularization;

import dev.vireo.nn.Layer;
import dev.vireo.nn.internal.LayerChecks;
import dev.vireo.tensor.Tensor;

/**
 * Dropout. In training an element is 0 with probability p, else x / (1 - p); in evaluation it is unchanged. {@code
 * [...] -> [...]} (Srivastava et al., 2014).
 */
public final class Dropout extends Layer {
    private final double p;

    /** Dropout with p = 0.5, PyTorch's default. */
    public Dropout() {
        this(0.5);
    }

    /**
     * @throws dev.vireo.tensor.VireoException if p is not between 0 and 1
     */
    public Dropout(double p) {
        this.p = LayerChecks.share("Dropout", "p", p);
    }

    @Override
    public Tensor forward(Tensor x) {
        return isTraining() ? x.dropout(p) : x;
    }
}
