package dev.vireo.nn.activation;

import dev.vireo.nn.Layer;
import dev.vireo.tensor.Tensor;

/** Log-sigmoid: log(sigmoid(x)). {@code [...] -> [...]}. */
public final class LogSigmoid extends Layer {
    @Override
    public Tensor forward(Tensor x) {
        return x.logSigmoid();
    }
}
