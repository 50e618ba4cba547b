package dev.vireo.tensor.internal.gradient;

import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorSpec;
import java.util.function.Supplier;

/** What a gradient rule works on: saved values and arriving gradients in, the inputs' gradients out. */
public interface Gradients {
    /** The number of inputs of the operation. */
    int inputs();

    /** The number of results of the operation. */
    int outputs();

    /** A saved input. */
    Tensor input(int position);

    /** A saved result. */
    Tensor output(int position);

    /** Shape, type and device of an input, saved or not. */
    TensorSpec inputSpec(int position);

    /** Shape, type and device of a result, saved or not. */
    TensorSpec outputSpec(int position);

    /** The gradient of a result; zeros where none arrived. */
    Tensor gradient(int position);

    /** The gradient of the first result. */
    default Tensor gradient() {
        return gradient(0);
    }

    /** Whether a gradient arrived for a result. */
    boolean hasGradient(int position);

    /** Whether this input's gradient is asked for. */
    boolean needs(int position);

    /**
     * Hands out an input's gradient; computed only where it is needed, then summed over what was broadcast
     * ({@link Tensor#sumTo}) and cast to the input's type.
     */
    void give(int position, Supplier<Tensor> gradient);
}
