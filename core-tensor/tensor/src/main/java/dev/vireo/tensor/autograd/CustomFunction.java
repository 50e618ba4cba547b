package dev.vireo.tensor.autograd;

import dev.vireo.tensor.AutogradException;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.internal.context.Context;
import dev.vireo.tensor.internal.tape.Backward;
import dev.vireo.tensor.internal.tape.CustomNode;
import dev.vireo.tensor.internal.tape.Tape;
import java.util.List;

/**
 * An operation of one's own, with a gradient of one's own: two functions written with tensor methods. Rounding that
 * lets gradients pass as if it were not there (the straight-through estimator, Bengio et al. 2013):
 *
 * <pre>{@code
 * static final CustomFunction ROUND = CustomFunction.of("roundStraightThrough",
 *         (x, saving) -> x.round(),
 *         (gradient, saved) -> gradient);
 *
 * Tensor y = ROUND.apply(x);
 * }</pre>
 *
 * <p>What backward reads, forward saves; it is kept until backward has passed, whatever scopes do, and must not be
 * modified in place until then:
 *
 * <pre>{@code
 * static final CustomFunction EXP = CustomFunction.of("exp",
 *         (x, saving) -> saving.save(x.exp()),
 *         (gradient, saved) -> gradient.mul(saved.tensor(0)));
 * }</pre>
 *
 * <p>Forward is not recorded. Backward is where a second derivative is asked for; inputs and results that were saved
 * then lead on to where they came from, any other saved tensor is a constant.
 */
public final class CustomFunction {
    private final String name;
    private final Forward forward;
    private final Backward backward;

    private CustomFunction(String name, Forward forward, Backward backward) {
        this.name = name;
        this.forward = forward;
        this.backward = backward;
    }

    /** Computes the results. */
    @FunctionalInterface
    public interface Forward {
        List<Tensor> apply(List<Tensor> inputs, Saving saving);
    }

    /**
     * Computes the gradients of the inputs of floating types, one each, in their order, of their shapes. What stands
     * for an input that {@linkplain Saved#needs needs} none is ignored.
     */
    @FunctionalInterface
    public interface Backward {
        /**
         * @param gradients of the results, one each; zeros where none arrived
         */
        List<Tensor> apply(List<Tensor> gradients, Saved saved);
    }

    /** {@link Forward} of one input and one result. */
    @FunctionalInterface
    public interface UnaryForward {
        Tensor apply(Tensor input, Saving saving);
    }

    /** {@link Backward} of one input and one result. */
    @FunctionalInterface
    public interface UnaryBackward {
        Tensor apply(Tensor gradient, Saved saved);
    }

    /** Takes what backward will read. */
    public interface Saving {
        /**
         * Keeps a tensor: an input, a result, or anything in between.
         *
         * @return the same tensor
         */
        Tensor save(Tensor tensor);
    }

    /** What forward saved. */
    public interface Saved {
        /** The i-th tensor that forward saved. */
        Tensor tensor(int position);

        /** Whether a gradient is asked for the i-th of the inputs of floating types. */
        boolean needs(int input);
    }

    /**
     * A function of one tensor.
     *
     * @param name as errors and traces show it
     */
    public static CustomFunction of(String name, UnaryForward forward, UnaryBackward backward) {
        return ofLists(
                name,
                (inputs, saving) ->
                        List.of(forward.apply(only(name, "is a function of one input, not of", inputs), saving)),
                (gradients, saved) -> List.of(backward.apply(gradients.get(0), saved)));
    }

    /**
     * A function of several tensors, with several results.
     *
     * @param name as errors and traces show it
     */
    public static CustomFunction ofLists(String name, Forward forward, Backward backward) {
        return new CustomFunction(name, forward, backward);
    }

    /** Runs a function that has one result. */
    public Tensor apply(Tensor... inputs) {
        return only(name, "has one result where apply is called, not", applyAll(inputs));
    }

    /** Runs the function. */
    public List<Tensor> applyAll(Tensor... inputs) {
        var context = Context.current();
        try (var scope = TensorScope.open(name)) {
            var saving = new CustomNode.Collected();
            List<Tensor> made;
            try (var off = GradMode.off()) {
                made = forward.apply(List.of(inputs), saving);
            }
            // one may be an input, or somebody's else: only a tensor of its own can be this function's
            var outputs = made.stream().map(Tensor::detach).toArray(Tensor[]::new);
            if (Tape.records(context, inputs) && !Tape.postpones(context, inputs, outputs, outputs.length)) {
                var node = new CustomNode(name, backward, inputs, made, saving);
                Tape.record(context, node, outputs, outputs.length);
            }
            for (var output : outputs) {
                scope.keep(output);
            }
            return List.of(outputs);
        }
    }

    private static Tensor only(String name, String expected, List<Tensor> tensors) {
        if (tensors.size() != 1) {
            throw new AutogradException(
                    name + ": " + expected + " " + tensors.size() + "; use ofLists and applyAll for several");
        }
        return tensors.get(0);
    }
}
