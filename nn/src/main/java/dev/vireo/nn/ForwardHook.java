package dev.vireo.nn;

import dev.vireo.tensor.Tensor;
import java.util.List;

/** A function that receives the inputs and outputs of each call of a block, for statistics, shapes and traces. */
@FunctionalInterface
public interface ForwardHook {
    /**
     * Called after the forward pass, inside the scope of the call. Tensors that the hook creates are freed afterwards
     * unless kept.
     *
     * @param inputs all tensors that the block was called with
     * @param outputs all tensors that it returns
     */
    void afterForward(List<Tensor> inputs, List<Tensor> outputs);
}
