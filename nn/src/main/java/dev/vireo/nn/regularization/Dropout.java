package dev.vireo.nn.regularization;

import dev.vireo.nn.Layer;
import dev.vireo.tensor.Tensor;

/** In training: zero with probability p, else x / (1 - p); in evaluation x. (Srivastava et al. 2014) */
public final class Dropout extends Layer {
    private final double p;

    public Dropout(double p) {
        this.p = p;
    }

    @Override
    public Tensor forward(Tensor x) {
        return isTraining() ? x.dropout(p) : x;
    }
}
