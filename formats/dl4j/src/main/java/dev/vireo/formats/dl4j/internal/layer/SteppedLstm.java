package dev.vireo.formats.dl4j.internal.layer;

import dev.vireo.nn.Layer;
import dev.vireo.tensor.Tensor;

/**
 * An LSTM with custom activations and optional peepholes, computed step by step: {@code [N, T, I] -> [N, T, H]}. Its
 * parameters are those of {@link Lstm}, and peephole {@code [3, H]} from the cell to the gates i, f, o (Graves, 2013).
 */
public final class SteppedLstm extends Layer {
    private final long hidden;
    private final boolean peepholes;
    private final Layer activation;
    private final Layer gate;

    /**
     * @param activation the activation of the cell's input and output
     * @param gate the activation of the gates
     */
    public SteppedLstm(long in, long hidden, boolean peepholes, Layer activation, Layer gate) {
        this.hidden = hidden;
        this.peepholes = peepholes;
        this.activation = child("activation", activation);
        this.gate = child("gate", gate);
        parameter("weight_ih", Tensor.zeros(4 * hidden, in));
        parameter("weight_hh", Tensor.zeros(4 * hidden, hidden));
        parameter("bias", Tensor.zeros(4 * hidden));
        if (peepholes) {
            parameter("peephole", Tensor.zeros(3, hidden));
        }
    }

    @Override
    public Tensor forward(Tensor x) {
        var inputs = x.linear(value("weight_ih"), value("bias")); // [N, T, 4 H]
        var h = FirstState.of(x, hidden);
        var c = h;
        var steps = new Tensor[Math.toIntExact(x.shape().size(1))];
        for (int t = 0; t < steps.length; t++) {
            var parts = inputs.select(1, t).add(h.linear(value("weight_hh"))).split(hidden, 1); // i, f, g, o
            var i = gate.call(seen(parts[0], c, 0));
            var f = gate.call(seen(parts[1], c, 1));
            c = f.mul(c).add(i.mul(activation.call(parts[2])));
            h = gate.call(seen(parts[3], c, 2)).mul(activation.call(c));
            steps[t] = h;
        }
        return Tensor.stack(1, steps);
    }

    /** Adds the peephole's contribution to the input of a gate. */
    private Tensor seen(Tensor input, Tensor cell, int peephole) {
        return peepholes ? input.add(cell.mul(value("peephole").select(0, peephole))) : input;
    }
}
