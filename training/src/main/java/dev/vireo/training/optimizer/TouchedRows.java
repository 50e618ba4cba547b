package dev.vireo.training.optimizer;

import dev.vireo.tensor.Tensor;
import java.util.TreeMap;

/**
 * The rows of a parameter and of its state that a gradient by rows touches. They are gathered, updated like a small
 * parameter of their own, and written back.
 *
 * @param indices of the rows, int64 {@code [K]}
 * @param whole the step with the whole parameter and the whole state
 * @param gathered the step with the touched rows
 */
record TouchedRows(Tensor indices, ParameterStep whole, ParameterStep gathered) {
    /** Copies the touched rows into the current scope. */
    static TouchedRows gather(Tensor indices, ParameterStep whole) {
        var state = new TreeMap<String, Tensor>();
        whole.state()
                .forEach((name, tensor) ->
                        state.put(name, isByRows(tensor, whole.parameter()) ? tensor.indexSelect(0, indices) : tensor));
        var gathered = new ParameterStep(
                whole.parameter().detach().indexSelect(0, indices),
                whole.gradient(),
                state,
                whole.number(),
                whole.learningRate(),
                whole.weightDecay());
        return new TouchedRows(indices, whole, gathered);
    }

    void writeBack() {
        whole.parameter().assignRows(indices, gathered.parameter());
        whole.state().forEach((name, tensor) -> {
            if (isByRows(tensor, whole.parameter())) {
                tensor.assignRows(indices, gathered.state(name));
            }
        });
    }

    private static boolean isByRows(Tensor state, Tensor parameter) {
        return state.shape().rank() > 0
                && state.shape().size(0) == parameter.shape().size(0);
    }
}
