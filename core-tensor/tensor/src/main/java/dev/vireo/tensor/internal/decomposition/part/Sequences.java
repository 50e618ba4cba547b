package dev.vireo.tensor.internal.decomposition.part;

import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.op.Recurrent;
import java.util.ArrayList;
import java.util.List;

/** Runs a recurrent cell over a batch of sequences, layer by layer and in both directions. */
public final class Sequences {
    private final Recurrent op;
    private final Tensor[] in;
    private final int states;
    private final int perCell;

    /**
     * @param op the operation
     * @param in its inputs
     * @param states the number of states of the cell: 1 (h), or 2 (h and c)
     */
    public Sequences(Recurrent op, Tensor[] in, int states) {
        this.op = op;
        this.in = in;
        this.states = states;
        this.perCell = op.biases() ? 4 : 2;
    }

    /** One step of a cell. */
    @FunctionalInterface
    public interface Cell {
        /**
         * Returns the next states, h first.
         *
         * @param input weightIh x + biasIh, {@code [N, gates * H]}
         * @param hidden weightHh h + biasHh, {@code [N, gates * H]}
         * @param state the current states
         */
        Tensor[] next(Tensor input, Tensor hidden, Tensor[] state);
    }

    /** Returns the sequence of the last layer, and the final states. */
    public Tensor[] run(Cell cell) {
        int directions = op.bidirectional() ? 2 : 1;
        var last = new ArrayList<List<Tensor>>();
        for (int i = 0; i < states; i++) {
            last.add(new ArrayList<>());
        }
        var layer = in[0];
        for (int i = 0; i < op.layers(); i++) {
            var outputs = new Tensor[directions];
            for (int direction = 0; direction < directions; direction++) {
                outputs[direction] = carry(cell, layer, i * directions + direction, direction == 1, last);
            }
            layer = directions == 1 ? outputs[0] : Tensor.concat(2, outputs);
        }
        var results = new Tensor[1 + states];
        results[0] = layer;
        for (int i = 0; i < states; i++) {
            results[1 + i] = Tensor.stack(0, last.get(i).toArray(Tensor[]::new));
        }
        return results;
    }

    /** Runs one layer in one direction: {@code [N, T, I]} to {@code [N, T, H]}. */
    private Tensor carry(Cell cell, Tensor x, int index, boolean backward, List<List<Tensor>> last) {
        int at = 1 + states + index * perCell;
        var inputs = linear(x, at, at + 2); // of all steps at once
        var state = new Tensor[states];
        for (int i = 0; i < states; i++) {
            state[i] = in[1 + i].select(0, index);
        }
        int steps = Math.toIntExact(x.shape().size(1));
        var outputs = new Tensor[steps];
        for (int i = 0; i < steps; i++) {
            int step = backward ? steps - 1 - i : i;
            var hidden = linear(state[0], at + 1, at + 3);
            state = cell.next(inputs.select(1, step), hidden, state);
            outputs[step] = state[0];
        }
        for (int i = 0; i < states; i++) {
            last.get(i).add(state[i]);
        }
        if (steps == 0) {
            var none = Shape.of(x.shape().size(0), 0, state[0].shape().size(1));
            return Tensor.zeros(x.spec().with(none));
        }
        return Tensor.stack(1, outputs);
    }

    private Tensor linear(Tensor x, int weight, int bias) {
        return op.biases() ? x.linear(in[weight], in[bias]) : x.linear(in[weight]);
    }
}
