package dev.vireo.tensor.autograd;

import static dev.vireo.tensor.internal.graph.TensorAccess.TENSORS;

import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.internal.context.Context;
import dev.vireo.tensor.internal.tape.Backward;
import dev.vireo.tensor.internal.tape.CustomNode;
import dev.vireo.tensor.internal.tape.Tape;
import java.util.List;

/**
 * An operation with a custom gradient, defined by two functions written with tensor methods. This one rounds and passes
 * gradients through (the straight-through estimator, Bengio et al., 2013):
 *
 * <pre>{@code
 * static final CustomFunction ROUND = CustomFunction.of("roundStraightThrough",
 *      (x, saving) -> x.round(),
 *      (gradient, saved) -> gradient);
 *
 * Tensor y = ROUND.apply(x);
 * }</pre>
 *
 * <p>Forward saves the tensors that backward reads. They stay alive until backward has run, independently of scopes,
 * and must not be modified in place until then:
 *
 * <pre>{@code
 * static final CustomFunction EXP = CustomFunction.of("exp",
 *      (x, saving) -> saving.save(x.exp()),
 *      (gradient, saved) -> gradient.mul(saved.tensor(0)));
 * }</pre>
 *
 * <p>Forward is not recorded. Backward is recorded if a second derivative is requested. Saved inputs and results are
 * then part of the graph; other saved tensors are constants.
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
        /**
         * Returns the results.
         *
         * @param inputs the inputs
         * @param saving saves the tensors that backward reads
         */
        List<Tensor> apply(List<Tensor> inputs, Saving saving);
    }

    /** Computes the gradients of the inputs of floating types. */
    @FunctionalInterface
    public interface Backward {
        /**
         * Returns one gradient per input of a floating type, in order and of the input's shape. The entry of an input
         * that {@linkplain Saved#needs needs} none is ignored.
         *
         * @param gradients the gradients of the results; zeros where none arrived
         * @param saved the tensors that forward saved
         */
        List<Tensor> apply(List<Tensor> gradients, Saved saved);
    }

    /** {@link Forward} of one input and one result. */
    @FunctionalInterface
    public interface UnaryForward {
        /** Returns the result. */
        Tensor apply(Tensor input, Saving saving);
    }

    /** {@link Backward} of one input and one result. */
    @FunctionalInterface
    public interface UnaryBackward {
        /** Returns the gradient of the input. */
        Tensor apply(Tensor gradient, Saved saved);
    }

    /** Saves the tensors that backward reads. */
    public interface Saving {
        /**
         * Saves a tensor: an input, a result, or an intermediate.
         *
         * @return the same tensor
         */
        Tensor save(Tensor tensor);
    }

    /** The tensors that forward saved. */
    public interface Saved {
        /** The i-th tensor that forward saved. */
        Tensor tensor(int position);

        /** Whether the gradient of the i-th input of a floating type is needed. */
        boolean needs(int input);
    }

    /**
     * Creates a function of one tensor.
     *
     * @param name the name in errors and traces
     */
    public static CustomFunction of(String name, UnaryForward forward, UnaryBackward backward) {
        return ofLists(
                name,
                (inputs, saving) ->
                        List.of(forward.apply(only(name, "is a function of one input, not of", inputs), saving)),
                (gradients, saved) -> List.of(backward.apply(gradients.get(0), saved)));
    }

    /**
     * Creates a function of several tensors with several results.
     *
     * @param name the name in errors and traces
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
            // a result may be an input or a tensor of another owner, so this function needs its own
            var outputs = made.stream().map(Tensor::detach).toArray(Tensor[]::new);
            if (Tape.records(context, inputs) && !Tape.postpones(context, inputs, outputs, outputs.length)) {
                var node = new CustomNode(name, backward, inputs, made, saving);
                Tape.record(context, node, outputs, outputs.length);
            }
            for (var output : outputs) {
                TENSORS.keep(scope, output);
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
