package dev.vireo.tensor.autograd;

import static dev.vireo.tensor.internal.graph.TensorAccess.TENSORS;

import dev.vireo.tensor.Engines;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.internal.tape.Backward;
import java.util.List;
import java.util.Optional;

/**
 * Reverse-mode differentiation of recorded operations.
 *
 * <p>Several threads may call backward at once, on graphs that share leaves and on graphs that share nodes. A leaf's
 * {@code grad} is the exact sum, added up in the order in which the passes arrive. Without {@code retainGraph} the first
 * pass through a shared node frees what it saved; later ones get an {@link AutogradException} that names both threads.
 */
public final class Autograd {
    private Autograd() {}

    /** Turns recording off on the current thread until closed. */
    public static GradMode noGrad() {
        return GradMode.off();
    }

    /**
     * Accumulates gradients into the {@code grad} of all leaves that the outputs depend on.
     *
     * @param outputs the tensors to differentiate
     * @param gradients one gradient per output; empty if all outputs are scalars
     * @param retainGraph whether the graph is kept for another backward pass
     * @param createGraph whether the gradients are recorded themselves, for second derivatives
     */
    public static void backward(
            List<Tensor> outputs, List<Tensor> gradients, boolean retainGraph, boolean createGraph) {
        try (var scope = TensorScope.open()) {
            Backward.accumulate(outputs, seeds("backward", outputs, gradients), retainGraph, createGraph);
        }
    }

    /**
     * Returns the gradients of scalar outputs with respect to the inputs, which need not be leaves. Does not change any
     * {@code grad}.
     *
     * @throws AutogradException if the outputs do not depend on one of the inputs
     */
    public static List<Tensor> gradients(List<Tensor> outputs, List<Tensor> inputs, boolean createGraph) {
        return gradients(outputs, List.of(), inputs, createGraph).stream()
                .map(found -> found.orElseThrow(() -> new AutogradException(
                        "gradients: no path leads from the outputs to one of the inputs; was it used under noGrad(), or"
                                + " detached?")))
                .toList();
    }

    /**
     * As {@link #gradients(List, List, boolean)}, for outputs of any shape. The gradient of an input that the outputs
     * do not depend on is empty.
     */
    public static List<Optional<Tensor>> gradients(
            List<Tensor> outputs, List<Tensor> gradients, List<Tensor> inputs, boolean createGraph) {
        try (var scope = TensorScope.open()) {
            var found = Backward.gradients(
                    outputs, seeds("gradients", outputs, gradients), inputs, createGraph, createGraph);
            found.forEach(gradient -> gradient.ifPresent(each -> TENSORS.keep(scope, each)));
            return found;
        }
    }

    /**
     * The tensor with the numbers of a leaf's gradient, to be read or scaled in place: the values of a gradient by rows, or
     * else the gradient itself. Empty where the leaf has no gradient.
     */
    public static Optional<Tensor> gradientValues(Tensor leaf) {
        var rows = leaf.rowGrad();
        return rows.isPresent() ? rows.map(RowGradient::values) : leaf.grad();
    }

    private static List<Tensor> seeds(String operation, List<Tensor> outputs, List<Tensor> gradients) {
        if (gradients.isEmpty()) {
            return outputs.stream().map(output -> one(operation, output)).toList();
        }
        if (gradients.size() != outputs.size()) {
            throw new AutogradException(operation + ": " + outputs.size() + " outputs have " + gradients.size()
                    + " gradients; expected one each");
        }
        for (int i = 0; i < outputs.size(); i++) {
            if (!outputs.get(i).spec().equals(gradients.get(i).spec())) {
                throw new AutogradException(
                        operation + ": the gradient " + gradients.get(i).spec() + " does not fit its output "
                                + outputs.get(i).spec());
            }
        }
        return gradients;
    }

    private static Tensor one(String operation, Tensor output) {
        if (output.shape().elements() != 1) {
            throw new AutogradException(operation + ": the output " + output.shape()
                    + " is not a scalar; pass its gradient, or reduce it with sum() or mean()");
        }
        return Engines.with(output.engine(), () -> Tensor.full(output.spec(), 1));
    }
}
