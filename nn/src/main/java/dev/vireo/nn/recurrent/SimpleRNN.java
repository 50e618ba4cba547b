package dev.vireo.nn.recurrent;

import dev.vireo.nn.Layer;
import dev.vireo.nn.Parameter;
import dev.vireo.tensor.Tensor;

/**
 * h = f(W x + b + R h) with any layer as f, computed step by step: {@code [N, T, I] -> [N, T, H]}. The state is the hidden
 * state {@code [1, N, H]}. Parameters start as zeros: weight_ih {@code [H, I]}, weight_hh {@code [H, H]}, bias
 * {@code [H]}. {@link RNN} is faster for tanh and ReLU. (Elman 1990)
 */
public final class SimpleRNN extends Recurrence<Tensor> {
    private final long hidden;
    private final Parameter inputWeight;
    private final Parameter hiddenWeight;
    private final Parameter bias;
    private final Layer activation;

    /** Creates the layer with the given activation. */
    public SimpleRNN(long in, long hidden, Layer activation) {
        super("SimpleRNN", in, hidden);
        this.hidden = hidden;
        this.activation = child("activation", activation);
        inputWeight = parameter("weight_ih", Tensor.zeros(hidden, in));
        hiddenWeight = parameter("weight_hh", Tensor.zeros(hidden, hidden));
        bias = parameter("bias", Tensor.zeros(hidden));
    }

    @Override
    public Tensor zeroState(Tensor x) {
        return zeros(x, 1, hidden);
    }

    @Override
    Output<Tensor> forward(Tensor x, Tensor state) {
        var inputs = x.linear(inputWeight.value(), bias.value()); // [N, T, H]
        var recurrent = hiddenWeight.value();
        var h = state.squeeze(0); // [N, H]
        var steps = new Tensor[Math.toIntExact(x.shape().size(1))];
        for (int t = 0; t < steps.length; t++) {
            h = activation.call(inputs.select(1, t).add(h.linear(recurrent)));
            steps[t] = h;
        }
        return new Output<>(Tensor.stack(1, steps), h.unsqueeze(0));
    }

    @Override
    Class<Tensor> stateType() {
        return Tensor.class;
    }
}
