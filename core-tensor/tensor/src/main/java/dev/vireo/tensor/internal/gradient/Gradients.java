package dev.vireo.tensor.internal.gradient;

import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorSpec;
import java.util.function.Supplier;

/**
 * The arguments and results of a gradient rule. It reads saved values and the gradients of the results, and writes the
 * gradients of the inputs.
 */
public interface Gradients {
    /** The number of inputs of the operation. */
    int inputs();

    /** The number of results of the operation. */
    int outputs();

    /** Returns a saved input. */
    Tensor input(int position);

    /** Returns a saved result. */
    Tensor output(int position);

    /** Shape, type and device of an input, saved or not. */
    TensorSpec inputSpec(int position);

    /** Shape, type and device of a result, saved or not. */
    TensorSpec outputSpec(int position);

    /** Returns the gradient of a result; zeros if none arrived. */
    Tensor gradient(int position);

    /** Returns the gradient of the first result. */
    default Tensor gradient() {
        return gradient(0);
    }

    /** Whether a gradient arrived for a result. */
    boolean hasGradient(int position);

    /** Whether the gradient of an input is needed. */
    boolean needs(int position);

    /**
     * Sets the gradient of an input. It is computed only if it is needed, then summed over broadcast dimensions ({@link
     * Tensor#sumTo}) and cast to the input's type.
     */
    void give(int position, Supplier<Tensor> gradient);
}
