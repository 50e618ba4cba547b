package dev.vireo.formats.dl4j.internal.layer;

import dev.vireo.nn.Layer;
import dev.vireo.tensor.Tensor;
import java.util.function.BinaryOperator;

/**
 * Runs one recurrent layer forward in time and one backward: {@code [N, T, I] -> [N, T, H]}, or {@code [N, T, 2 H]} if
 * the results are concatenated.
 */
public final class Bidirectional extends Layer {
    private final Layer forward;
    private final Layer backward;
    private final BinaryOperator<Tensor> joined;

    /**
     * @param forward runs from the first step to the last
     * @param backward runs from the last step to the first
     * @param joined combines both results
     */
    public Bidirectional(Layer forward, Layer backward, BinaryOperator<Tensor> joined) {
        this.forward = child("forward", forward);
        this.backward = child("backward", backward);
        this.joined = joined;
    }

    @Override
    public Tensor forward(Tensor x) {
        return joined.apply(forward.call(x), backward.call(x.flip(1)).flip(1));
    }
}
