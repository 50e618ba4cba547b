package dev.vireo.nn.activation;

import dev.vireo.nn.Layer;
import dev.vireo.tensor.Tensor;

/** Log-softmax: log(softmax(x)), computed without overflow. {@code [...] -> [...]}. */
public final class LogSoftmax extends Layer {
    private final int dim;

    /** @param dim the dimension to normalize over; from 0, or from -1 backwards */
    public LogSoftmax(int dim) {
        this.dim = dim;
    }

    @Override
    public Tensor forward(Tensor x) {
        return x.logSoftmax(dim);
    }
}
