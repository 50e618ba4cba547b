package dev.vireo.nn.activation;

import dev.vireo.nn.Layer;
import dev.vireo.tensor.Tensor;

/** e^x_i / sum over the dimension of e^x_j. {@code [...] -> [...]}. */
public final class Softmax extends Layer {
    private final int dim;

    /**
     * @param dim from 0, or from -1 backwards
     */
    public Softmax(int dim) {
        this.dim = dim;
    }

    @Override
    public Tensor forward(Tensor x) {
        return x.softmax(dim);
    }
}
