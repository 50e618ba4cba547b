package dev.vireo.formats.dl4j.internal.layer;

import dev.vireo.nn.Layer;
import dev.vireo.nn.Parameter;
import dev.vireo.tensor.Engines;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.op.Recurrent;

/**
 * An LSTM in one direction, {@code [N, T, I] -> [N, T, H]}, with weight_ih {@code [4 H, I]}, weight_hh {@code [4 H, H]}
 * and bias {@code [4 H]}. The gates have PyTorch's order (Hochreiter and Schmidhuber, 1997).
 */
public final class Lstm extends Layer {
    private final Parameter inputWeight;
    private final Parameter hiddenWeight;
    private final Parameter bias;
    private final long hidden;

    public Lstm(long in, long hidden) {
        this.hidden = hidden;
        inputWeight = parameter("weight_ih", Tensor.zeros(4 * hidden, in));
        hiddenWeight = parameter("weight_hh", Tensor.zeros(4 * hidden, hidden));
        bias = parameter("bias", Tensor.zeros(4 * hidden));
    }

    @Override
    public Tensor forward(Tensor x) {
        var state = FirstState.of(x, hidden).unsqueeze(0);
        var first = bias.value();
        var none = Tensor.zeros(first.spec()); // the operation expects two biases
        var op = new Recurrent.Lstm(1, true, false);
        return Engines.run(op, x, state, state, inputWeight.value(), hiddenWeight.value(), first, none)[0];
    }
}
