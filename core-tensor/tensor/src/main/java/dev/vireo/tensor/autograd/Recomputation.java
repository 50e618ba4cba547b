package dev.vireo.tensor.autograd;

import static dev.vireo.tensor.internal.graph.TensorAccess.TENSORS;

import dev.vireo.tensor.Autocast;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.internal.context.Context;
import dev.vireo.tensor.internal.tape.ForwardSegment;
import dev.vireo.tensor.internal.tape.RecomputationNode;
import dev.vireo.tensor.internal.tape.RecomputedSegment;
import dev.vireo.tensor.internal.tape.Tape;
import dev.vireo.tensor.internal.tape.ThreadState;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Saves memory at the cost of time, known as activation checkpointing: runs a function without keeping the activations
 * that its backward pass needs, and runs it again when backward reaches it.
 *
 * <pre>{@code
 * for (var block : blocks) {
 *     x = Recomputation.run(block::call, x);      // only x is kept, not what is inside the block
 * }
 * }</pre>
 *
 * <p>The second run draws the same random numbers and casts as the first. Parameters that the function reaches by itself
 * get their gradients; any other tensor from outside must be an input, since inputs are kept. The function must do the
 * same both times. If it has side effects (running statistics, counters), it should skip them where
 * {@link #isRecomputing} is true. Recomputed functions may be nested. Backward cannot be called inside one.
 *
 * @see <a href="https://arxiv.org/abs/1604.06174">Chen et al. 2016, Training Deep Nets with Sublinear Memory Cost</a>
 */
public final class Recomputation {
    private Recomputation() {}

    /** Runs a function of one tensor. */
    public static Tensor run(UnaryOperator<Tensor> function, Tensor input) {
        return run(inputs -> List.of(function.apply(inputs.get(0))), List.of(input))
                .get(0);
    }

    /** Runs a function of several tensors. */
    public static List<Tensor> run(UnaryOperator<List<Tensor>> function, List<Tensor> inputs) {
        var context = Context.current();
        try (var scope = TensorScope.open()) {
            var postponed = !context.recording() || context.segment() instanceof ForwardSegment;
            var outputs = postponed ? function.apply(inputs) : record(context, function, inputs);
            outputs.forEach(output -> TENSORS.keep(scope, output));
            return outputs;
        }
    }

    /** Whether the current thread runs a recomputed function for the second time, during backward. */
    public static boolean isRecomputing() {
        return Context.current().segment() instanceof RecomputedSegment;
    }

    private static List<Tensor> record(Context context, UnaryOperator<List<Tensor>> function, List<Tensor> inputs) {
        var state = ThreadState.current();
        var segment = new ForwardSegment();
        var outputs = forward(context, segment, state, function, inputs);
        if (!segment.entries().isEmpty()) {
            var node = new RecomputationNode(function, state, inputs, outputs, segment);
            Tape.record(context, node);
            node.attachResults(outputs);
        }
        return outputs;
    }

    private static List<Tensor> forward(
            Context context,
            ForwardSegment segment,
            ThreadState state,
            UnaryOperator<List<Tensor>> function,
            List<Tensor> inputs) {
        var before = context.segment();
        context.segment(segment);
        // casts of parameters that were made outside, or are used outside later, would be other ones in the second run
        try (var autocast = Autocast.open(state.autocast())) {
            return function.apply(inputs);
        } finally {
            context.segment(before);
        }
    }
}
