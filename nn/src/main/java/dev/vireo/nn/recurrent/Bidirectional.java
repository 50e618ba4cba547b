package dev.vireo.nn.recurrent;

import dev.vireo.nn.Layer;
import dev.vireo.tensor.Tensor;
import java.util.function.BinaryOperator;

/**
 * Runs one layer from the first step to the last and another one backward, and joins their results: {@code [N, T, I] ->
 * [N, T, H]}, or {@code [N, T, 2 H]} if they are concatenated (Schuster and Paliwal, 1997).
 */
public final class Bidirectional extends Layer {
    private final Layer forward;
    private final Layer backward;
    private final BinaryOperator<Tensor> joined;

    /**
     * Combines two layers that map sequences to sequences.
     *
     * @param joined joins the two sequences: {@code (a, b) -> Tensor.concat(2, a, b)}
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
