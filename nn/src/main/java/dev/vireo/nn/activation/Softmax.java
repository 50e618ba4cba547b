package dev.vireo.nn.activation;

import dev.vireo.nn.Layer;
import dev.vireo.tensor.Tensor;

/** Softmax: e^x_i divided by the sum of e^x_j over a dimension. {@code [...] -> [...]}. */
public final class Softmax extends Layer {
    private final int dim;

    /** @param dim the dimension to normalize over; from 0, or from -1 backwards */
    public Softmax(int dim) {
        this.dim = dim;
    }

    @Override
    public Tensor forward(Tensor x) {
        return x.softmax(dim);
    }
}
