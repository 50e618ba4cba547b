package dev.vireo.nn.recurrent;

import dev.vireo.nn.Block;
import dev.vireo.nn.Layer;
import dev.vireo.nn.internal.LayerChecks;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorGroup;
import java.util.ArrayList;
import java.util.List;

/**
 * A recurrent layer. As a {@link Layer} it starts from a zero state and returns the hidden states of all steps,
 * {@code [N, T, I] -> [N, T, H]}; with a state, it also returns the state after the last step:
 *
 * <pre>{@code
 * var state = lstm.zeroState(x);
 * for (var chunk : chunks) {                    // [N, T, I]
 *     var output = lstm.call(chunk, state);
 *     state = output.state();
 * }
 * }</pre>
 *
 * @param <S> the state: a tensor, or a record of tensors
 */
public abstract class Recurrence<S extends TensorGroup> extends Layer {
    private final String layer;
    private final long in;

    /**
     * Checks the sizes.
     *
     * @param layer the public class, for errors
     */
    Recurrence(String layer, long in, long hidden) {
        LayerChecks.atLeast(1, layer, "in", in);
        LayerChecks.atLeast(1, layer, "hidden", hidden);
        this.layer = layer;
        this.in = in;
    }

    /**
     * The results of a call.
     *
     * @param sequence the hidden states of all steps, {@code [N, T, H]}
     * @param state the state after the last step
     * @param <S> the state's type
     */
    public record Output<S extends TensorGroup>(Tensor sequence, S state) implements TensorGroup {
        /** The sequence, then the state's tensors. */
        @Override
        public List<Tensor> tensors() {
            var tensors = new ArrayList<Tensor>();
            tensors.add(sequence);
            tensors.addAll(state.tensors());
            return tensors;
        }
    }

    /**
     * Runs from an initial state.
     *
     * @param x {@code [N, T, I]}
     * @throws dev.vireo.tensor.ShapeException if the input or the state has another shape
     */
    public final Output<S> call(Tensor x, S state) {
        var inputs = new ArrayList<Tensor>();
        inputs.add(x);
        inputs.addAll(state.tensors());
        return run(this, recurrence -> recurrence.checkedForward(x, state), inputs.toArray(Tensor[]::new));
    }

    @Override
    public final Tensor forward(Tensor x) {
        requireSequence(x);
        return forward(x, zeroState(x)).sequence();
    }

    /**
     * Returns a state of zeros.
     *
     * @param x the sequence {@code [N, T, I]} that it is for
     */
    public abstract S zeroState(Tensor x);

    /** Computes hidden states and state. */
    abstract Output<S> forward(Tensor x, S state);

    /** The class of states. */
    abstract Class<S> stateType();

    /** Whether the other block is a recurrent layer with the same type of state. */
    @Override
    protected final boolean accepts(Block other) {
        return other instanceof Recurrence<?> recurrence && recurrence.stateType() == stateType();
    }

    private Output<S> checkedForward(Tensor x, S state) {
        requireSequence(x);
        return forward(x, state);
    }

    private void requireSequence(Tensor x) {
        LayerChecks.rank(layer, x.shape(), 3, 3);
        LayerChecks.last(layer, x.shape(), Shape.of(in));
    }

    /** Zeros {@code [count, N, H]} in the sequence's type, on its device and engine. */
    static Tensor zeros(Tensor x, long count, long hidden) {
        return x.newFull(Shape.of(count, x.shape().size(0), hidden), 0);
    }
}
