package dev.vireo.nn.activation;

import dev.vireo.nn.Layer;
import dev.vireo.tensor.Tensor;

/** log(softmax(x)), stable. {@code [...] -> [...]}. */
public final class LogSoftmax extends Layer {
    private final int dim;

    /**
     * @param dim from 0, or from -1 backwards
     */
    public LogSoftmax(int dim) {
        this.dim = dim;
    }

    @Override
    public Tensor forward(Tensor x) {
        return x.logSoftmax(dim);
    }
}
