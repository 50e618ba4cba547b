package dev.vireo.tensor.op;

/**
 * Recurrences over a batch of sequences, all layers in one operation.
 *
 * <p>Inputs: x {@code [N, T, I]}, the initial state {@code [L * directions, N, H]} (for LSTM h and c), then for each
 * layer and direction weightIh {@code [gates * H, I or H * directions]}, weightHh {@code [gates * H, H]} and, where
 * {@code biases}, biasIh and biasHh {@code [gates * H]}. Gate order as in PyTorch: i, f, g, o for LSTM; r, z, n for GRU.
 *
 * <p>Results: y {@code [N, T, H * directions]} of the last layer, and the last state {@code [L * directions, N, H]}
 * (for LSTM h and c). Dropout between layers is not part of it.
 */
public sealed interface Recurrent extends Op {
    int layers();

    boolean biases();

    boolean bidirectional();

    /** Hochreiter and Schmidhuber 1997. */
    record Lstm(int layers, boolean biases, boolean bidirectional) implements Recurrent {}

    /** Cho et al. 2014, with the reset gate after the matrix product, as cuDNN has it. */
    record Gru(int layers, boolean biases, boolean bidirectional) implements Recurrent {}

    /** h = tanh or relu of (W x + b + R h + c), Elman 1990. */
    record Rnn(int layers, boolean biases, boolean bidirectional, boolean relu) implements Recurrent {}
}
