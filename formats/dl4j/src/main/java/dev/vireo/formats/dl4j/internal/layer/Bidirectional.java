package dev.vireo.formats.dl4j.internal.layer;

import dev.vireo.nn.Layer;
import dev.vireo.tensor.Tensor;
import java.util.function.BinaryOperator;

/** One recurrence from the first step to the last, one back: {@code [N, T, I] -> [N, T, H]}, or {@code [N, T, 2 H]}. */
public final class Bidirectional extends Layer {
    private final Layer forward;
    private final Layer backward;
    private final BinaryOperator<Tensor> joined;

    /**
     * @param joined makes one of both results
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
