package dev.vireo.formats.dl4j.internal.layer;

import dev.vireo.nn.Layer;
import dev.vireo.nn.Parameter;
import dev.vireo.tensor.Tensor;

/**
 * The recurrence h = f(W x + b + R h), computed step by step: {@code [N, T, I] -> [N, T, H]}, with weight_ih {@code [H,
 * I]}, weight_hh {@code [H, H]} and bias {@code [H]} (Elman, 1990).
 */
public final class SteppedRnn extends Layer {
    private final Parameter inputWeight;
    private final Parameter hiddenWeight;
    private final Parameter bias;
    private final long hidden;
    private final Layer activation;

    public SteppedRnn(long in, long hidden, Layer activation) {
        this.hidden = hidden;
        this.activation = child("activation", activation);
        inputWeight = parameter("weight_ih", Tensor.zeros(hidden, in));
        hiddenWeight = parameter("weight_hh", Tensor.zeros(hidden, hidden));
        bias = parameter("bias", Tensor.zeros(hidden));
    }

    @Override
    public Tensor forward(Tensor x) {
        var inputs = x.linear(inputWeight.value(), bias.value()); // [N, T, H]
        var h = FirstState.of(x, hidden);
        var steps = new Tensor[Math.toIntExact(x.shape().size(1))];
        for (int t = 0; t < steps.length; t++) {
            h = activation.call(inputs.select(1, t).add(h.linear(hiddenWeight.value())));
            steps[t] = h;
        }
        return Tensor.stack(1, steps);
    }
}
