package dev.vireo.formats.dl4j.internal.layer;

import dev.vireo.nn.Layer;
import dev.vireo.nn.Parameter;
import dev.vireo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * An LSTM with custom activations and optional peepholes, computed step by step: {@code [N, T, I] -> [N, T, H]}. Its
 * parameters are those of {@link Lstm}, and peephole {@code [3, H]} from the cell to the gates i, f, o (Graves, 2013).
 */
public final class SteppedLstm extends Layer {
    private final Parameter inputWeight;
    private final Parameter hiddenWeight;
    private final Parameter bias;
    private final @Nullable Parameter peephole;
    private final long hidden;
    private final Layer activation;
    private final Layer gate;

    /**
     * @param activation the activation of the cell's input and output
     * @param gate the activation of the gates
     */
    public SteppedLstm(long in, long hidden, boolean peepholes, Layer activation, Layer gate) {
        this.hidden = hidden;
        this.activation = child("activation", activation);
        this.gate = child("gate", gate);
        inputWeight = parameter("weight_ih", Tensor.zeros(4 * hidden, in));
        hiddenWeight = parameter("weight_hh", Tensor.zeros(4 * hidden, hidden));
        bias = parameter("bias", Tensor.zeros(4 * hidden));
        peephole = peepholes ? parameter("peephole", Tensor.zeros(3, hidden)) : null;
    }

    @Override
    public Tensor forward(Tensor x) {
        var inputs = x.linear(inputWeight.value(), bias.value()); // [N, T, 4 H]
        var h = FirstState.of(x, hidden);
        var c = h;
        var steps = new Tensor[Math.toIntExact(x.shape().size(1))];
        for (int t = 0; t < steps.length; t++) {
            var parts = inputs.select(1, t).add(h.linear(hiddenWeight.value())).split(hidden, 1); // i, f, g, o
            var i = gate.call(seen(parts[0], c, 0));
            var f = gate.call(seen(parts[1], c, 1));
            c = f.mul(c).add(i.mul(activation.call(parts[2])));
            h = gate.call(seen(parts[3], c, 2)).mul(activation.call(c));
            steps[t] = h;
        }
        return Tensor.stack(1, steps);
    }

    /** Adds the peephole's contribution to the input of a gate. */
    private Tensor seen(Tensor input, Tensor cell, int gate) {
        return peephole == null ? input : input.add(cell.mul(peephole.value().select(0, gate)));
    }
}
