package dev.vireo.tensor.op;

/**
 * Recurrent layers over a batch of sequences. One operation computes all layers.
 *
 * <p>Inputs: x {@code [N, T, I]}, the initial state {@code [L * directions, N, H]} (for LSTM h and c), then for each
 * layer and direction weightIh {@code [gates * H, I or H * directions]}, weightHh {@code [gates * H, H]} and, if {@code
 * biases}, biasIh and biasHh {@code [gates * H]}. The order of gates is PyTorch's: i, f, g, o for LSTM; r, z, n for
 * GRU.
 *
 * <p>Results: y {@code [N, T, H * directions]} of the last layer, and the final state {@code [L * directions, N, H]}
 * (for LSTM h and c). Dropout between layers is not included.
 */
public sealed interface Recurrent extends Op {
    /** The number of stacked layers. */
    int layers();

    /** Whether there are biases. */
    boolean biases();

    /** Whether each layer also processes the sequences in reverse. */
    boolean bidirectional();

    /**
     * LSTM (Hochreiter and Schmidhuber, 1997).
     *
     * @param layers the number of stacked layers
     * @param biases whether there are biases
     * @param bidirectional whether each layer also processes the sequences in reverse
     */
    record Lstm(int layers, boolean biases, boolean bidirectional) implements Recurrent {}

    /**
     * GRU (Cho et al., 2014), with the reset gate applied after the matrix product, as in cuDNN.
     *
     * @param layers the number of stacked layers
     * @param biases whether there are biases
     * @param bidirectional whether each layer also processes the sequences in reverse
     */
    record Gru(int layers, boolean biases, boolean bidirectional) implements Recurrent {}

    /**
     * Elman network: h = tanh or relu of (W x + b + R h + c) (Elman, 1990).
     *
     * @param layers the number of stacked layers
     * @param biases whether there are biases
     * @param bidirectional whether each layer also processes the sequences in reverse
     * @param relu whether the activation is relu and not tanh
     */
    record Rnn(int layers, boolean biases, boolean bidirectional, boolean relu) implements Recurrent {}
}
