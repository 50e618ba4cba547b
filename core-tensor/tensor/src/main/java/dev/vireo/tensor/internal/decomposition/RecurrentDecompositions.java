package dev.vireo.tensor.internal.decomposition;

import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.internal.decomposition.part.Sequences;
import dev.vireo.tensor.op.OpTable;
import dev.vireo.tensor.op.Recurrent;

/** Decomposes recurrent operations step by step. */
final class RecurrentDecompositions {
    private RecurrentDecompositions() {}

    static OpTable<Decomposition<?>> table() {
        return new DecompositionTable("recurrent")
                .row(Recurrent.Lstm.class, (op, in) -> new Sequences(op, in, 2).run(RecurrentDecompositions::lstm))
                .row(Recurrent.Gru.class, (op, in) -> new Sequences(op, in, 1).run(RecurrentDecompositions::gru))
                .row(
                        Recurrent.Rnn.class,
                        (op, in) -> new Sequences(op, in, 1).run((input, hidden, state) -> {
                            var sum = input.add(hidden);
                            return new Tensor[] {op.relu() ? sum.relu() : sum.tanh()};
                        }))
                .build();
    }

    private static Tensor[] lstm(Tensor input, Tensor hidden, Tensor[] state) {
        var gates = parts(input.add(hidden), 4);
        var cell = gates[1].sigmoid().mul(state[1]).add(gates[0].sigmoid().mul(gates[2].tanh()));
        return new Tensor[] {gates[3].sigmoid().mul(cell.tanh()), cell};
    }

    private static Tensor[] gru(Tensor input, Tensor hidden, Tensor[] state) {
        var x = parts(input, 3);
        var h = parts(hidden, 3);
        var reset = x[0].add(h[0]).sigmoid();
        var update = x[1].add(h[1]).sigmoid();
        var fresh = x[2].add(reset.mul(h[2])).tanh();
        return new Tensor[] {fresh.add(update.mul(state[0].sub(fresh)))};
    }

    private static Tensor[] parts(Tensor gates, int count) {
        long size = gates.shape().size(1) / count;
        var each = new Tensor[count];
        for (int i = 0; i < count; i++) {
            each[i] = gates.slice(1, i * size, (i + 1) * size);
        }
        return each;
    }
}
