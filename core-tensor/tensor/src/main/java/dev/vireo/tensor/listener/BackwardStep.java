package dev.vireo.tensor.listener;

import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.op.Op;
import java.util.List;
import java.util.Optional;

/**
 * One step of a backward pass. It computes the gradients of the inputs of a recorded operation from the gradients of its
 * results, or it adds up gradients.
 *
 * <p>The tensors are valid only while the listener is called.
 *
 * @param recorded what the step differentiates
 * @param gradients the gradients of the results, in order; empty where none arrived
 * @param results the gradients of the inputs, in order; empty where none is needed. A gradient by rows is represented by
 *     its values
 * @param nanos the time that the step took; on CUDA the time to launch its kernels
 */
public record BackwardStep(
        Recorded recorded, List<Optional<Tensor>> gradients, List<Optional<Tensor>> results, long nanos) {

    /** The name of steps that add up gradients. */
    public static final String ACCUMULATE = "accumulate";

    /**
     * What a step differentiates.
     *
     * @param name the name of the operation, such as {@code conv}, or of a {@linkplain
     *     dev.vireo.tensor.autograd.CustomFunction custom function}; {@link #ACCUMULATE} for a sum of gradients
     * @param op the operation; empty for a custom function and for a sum of gradients
     * @param inputs the shapes and types of the operation's inputs; empty without an operation
     * @param results the shapes and types of its results; empty without an operation
     * @param path the path of the layer that ran it in the forward pass, joined by dots; empty outside any layer
     */
    public record Recorded(
            String name, Optional<Op> op, List<TensorSpec> inputs, List<TensorSpec> results, String path) {
        /** What is not an operation: a custom function or a sum of gradients. */
        public static Recorded named(String name, String path) {
            return new Recorded(name, Optional.empty(), List.of(), List.of(), path);
        }
    }
}
