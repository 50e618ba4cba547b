package dev.vireo.nn.recurrent;

import dev.vireo.tensor.op.Recurrent;

/**
 * Gated recurrent unit, one or several layers: {@code [N, T, I]} to {@code [N, T, H]}, or {@code [N, T, 2 H]} in both
 * directions. The state is the hidden state {@code [layers * directions, N, H]}. As {@code torch.nn.GRU} with
 * {@code batch_first=True}, with its names and its order of gates r, z, n. (Cho et al. 2014)
 */
public final class GRU extends SingleStateRecurrence {
    /** One layer in one direction. */
    public GRU(long in, long hidden) {
        this(in, hidden, RecurrentOptions.layers(1));
    }

    /**
     * A stack of layers.
     *
     * @throws dev.vireo.tensor.VireoException if a size or the number of layers is not positive
     */
    public GRU(long in, long hidden, RecurrentOptions options) {
        super("GRU", 3, in, hidden, options);
    }

    @Override
    Recurrent operation(int layers, boolean biases, boolean bidirectional) {
        return new Recurrent.Gru(layers, biases, bidirectional);
    }
}
