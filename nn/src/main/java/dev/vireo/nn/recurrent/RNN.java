package dev.vireo.nn.recurrent;

import dev.vireo.tensor.op.Recurrent;

/**
 * h = f(W x + b + R h + c) with tanh or ReLU as f, one or several layers: {@code [N, T, I]} to {@code [N, T, H]}, or
 * {@code [N, T, 2 H]} in both directions. The state is the hidden state {@code [layers * directions, N, H]}. As
 * {@code torch.nn.RNN} with {@code batch_first=True}, with its names. (Elman 1990)
 */
public final class RNN extends SingleStateRecurrence {
    /** The activation. */
    public enum Nonlinearity {
        /** The hyperbolic tangent. */
        TANH,
        /** max(x, 0). */
        RELU
    }

    private final Nonlinearity nonlinearity;

    /** One layer in one direction, with tanh. */
    public RNN(long in, long hidden) {
        this(in, hidden, Nonlinearity.TANH, RecurrentOptions.layers(1));
    }

    /**
     * A stack of layers.
     *
     * @throws dev.vireo.tensor.VireoException if a size or the number of layers is not positive
     */
    public RNN(long in, long hidden, Nonlinearity nonlinearity, RecurrentOptions options) {
        super("RNN", 1, in, hidden, options);
        this.nonlinearity = nonlinearity;
    }

    @Override
    Recurrent operation(int layers, boolean biases, boolean bidirectional) {
        return new Recurrent.Rnn(layers, biases, bidirectional, nonlinearity == Nonlinearity.RELU);
    }
}
