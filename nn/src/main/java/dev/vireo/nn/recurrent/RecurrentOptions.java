package dev.vireo.nn.recurrent;

/**
 * The structure of recurrent layers: {@code RecurrentOptions.layers(2).bidirectional().dropout(0.1)}.
 *
 * @param layers the number of stacked layers, each of which reads the hidden states of the one below
 * @param bias whether there are biases
 * @param isBidirectional whether each layer also runs from the last step to the first
 * @param dropout the probability with which hidden states between layers are zero in training
 */
public record RecurrentOptions(int layers, boolean bias, boolean isBidirectional, double dropout) {
    /** A stack of unidirectional layers with biases, without dropout. One layer is PyTorch's default. */
    public static RecurrentOptions layers(int count) {
        return new RecurrentOptions(count, true, false, 0);
    }

    /** Both directions; hidden states are {@code [N, T, 2 H]}. */
    public RecurrentOptions bidirectional() {
        return new RecurrentOptions(layers, bias, true, dropout);
    }

    /** Dropout between layers. */
    public RecurrentOptions dropout(double probability) {
        return new RecurrentOptions(layers, bias, isBidirectional, probability);
    }

    /** Without biases. */
    public RecurrentOptions withoutBias() {
        return new RecurrentOptions(layers, false, isBidirectional, dropout);
    }

    int directions() {
        return isBidirectional ? 2 : 1;
    }
}
