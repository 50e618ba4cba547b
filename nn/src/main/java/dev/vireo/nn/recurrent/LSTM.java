package dev.vireo.nn.recurrent;

import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorGroup;
import dev.vireo.tensor.op.Recurrent;
import java.util.List;

/**
 * Long short-term memory, one or several layers: {@code [N, T, I]} to {@code [N, T, H]}, or {@code [N, T, 2 H]} in both
 * directions. As {@code torch.nn.LSTM} with {@code batch_first=True}, with its names and its order of gates i, f, g, o.
 * (Hochreiter and Schmidhuber 1997)
 */
public final class LSTM extends FusedRecurrence<LSTM.State> {
    /** One layer in one direction. */
    public LSTM(long in, long hidden) {
        this(in, hidden, RecurrentOptions.layers(1));
    }

    /**
     * A stack of layers.
     *
     * @throws dev.vireo.tensor.VireoException if a size or the number of layers is not positive
     */
    public LSTM(long in, long hidden, RecurrentOptions options) {
        super("LSTM", 4, in, hidden, options);
    }

    /**
     * The state of an LSTM.
     *
     * @param hidden {@code [layers * directions, N, H]}
     * @param cell {@code [layers * directions, N, H]}
     */
    public record State(Tensor hidden, Tensor cell) implements TensorGroup {
        /** Hidden state, then cell. */
        @Override
        public List<Tensor> tensors() {
            return List.of(hidden, cell);
        }
    }

    @Override
    public State zeroState(Tensor x) {
        var zeros = zeros(x);
        return new State(zeros, zeros);
    }

    @Override
    Output<State> forward(Tensor x, State state) {
        var results = compute(x, state.hidden(), state.cell());
        return new Output<>(results[0], new State(results[1], results[2]));
    }

    @Override
    Class<State> stateType() {
        return State.class;
    }

    @Override
    Recurrent operation(int layers, boolean biases, boolean bidirectional) {
        return new Recurrent.Lstm(layers, biases, bidirectional);
    }
}
