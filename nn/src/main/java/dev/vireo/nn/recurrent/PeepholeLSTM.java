package dev.vireo.nn.recurrent;

import dev.vireo.nn.Layer;
import dev.vireo.nn.Parameter;
import dev.vireo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * One layer of an LSTM with custom activations and optional peepholes, computed step by step: {@code [N, T, I] -> [N,
 * T, H]}. Parameters start as zeros: weight_ih {@code [4 H, I]}, weight_hh {@code [4 H, H]} and bias {@code [4 H]} in
 * PyTorch's order of gates i, f, g, o, and peephole {@code [3, H]} from the cell to the gates i, f, o. (Graves 2013)
 */
public final class PeepholeLSTM extends Recurrence<LSTM.State> {
    private final long hidden;
    private final Parameter inputWeight;
    private final Parameter hiddenWeight;
    private final Parameter bias;
    private final @Nullable Parameter peephole;
    private final Layer activation;
    private final Layer gate;

    /**
     * Creates the layer with the given activations.
     *
     * @param activation the activation of the cell's input and output: tanh in the usual LSTM
     * @param gate the activation of the gates: sigmoid in the usual LSTM
     */
    public PeepholeLSTM(long in, long hidden, boolean peepholes, Layer activation, Layer gate) {
        super("PeepholeLSTM", in, hidden);
        this.hidden = hidden;
        this.activation = child("activation", activation);
        this.gate = child("gate", gate);
        inputWeight = parameter("weight_ih", Tensor.zeros(4 * hidden, in));
        hiddenWeight = parameter("weight_hh", Tensor.zeros(4 * hidden, hidden));
        bias = parameter("bias", Tensor.zeros(4 * hidden));
        peephole = peepholes ? parameter("peephole", Tensor.zeros(3, hidden)) : null;
    }

    @Override
    public LSTM.State zeroState(Tensor x) {
        var zeros = zeros(x, 1, hidden);
        return new LSTM.State(zeros, zeros);
    }

    @Override
    Output<LSTM.State> forward(Tensor x, LSTM.State state) {
        var inputs = x.linear(inputWeight.value(), bias.value()); // [N, T, 4 H]
        var recurrent = hiddenWeight.value();
        var h = state.hidden().squeeze(0); // [N, H]
        var c = state.cell().squeeze(0);
        var steps = new Tensor[Math.toIntExact(x.shape().size(1))];
        for (int t = 0; t < steps.length; t++) {
            var parts = inputs.select(1, t).add(h.linear(recurrent)).split(hidden, 1); // i, f, g, o
            var i = gate.call(withPeephole(parts[0], c, 0));
            var f = gate.call(withPeephole(parts[1], c, 1));
            c = f.mul(c).add(i.mul(activation.call(parts[2])));
            h = gate.call(withPeephole(parts[3], c, 2)).mul(activation.call(c));
            steps[t] = h;
        }
        return new Output<>(Tensor.stack(1, steps), new LSTM.State(h.unsqueeze(0), c.unsqueeze(0)));
    }

    @Override
    Class<LSTM.State> stateType() {
        return LSTM.State.class;
    }

    /** Adds the peephole's contribution to the input of a gate. */
    private Tensor withPeephole(Tensor input, Tensor cell, int index) {
        return peephole == null ? input : input.add(cell.mul(peephole.value().select(0, index)));
    }
}
