package dev.vireo.tensor.internal.spec;

import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.op.Op;

/**
 * Infers the shape, type and device of an operation's results, and checks its inputs, before any native code runs. The
 * inputs have been promoted and are on one device.
 *
 * @param <O> the operation's type
 */
@FunctionalInterface
public interface SpecRule<O extends Op> {
    /** Returns the specs of the results, in order; {@link #DATA_DEPENDENT} if the shapes depend on data. */
    TensorSpec[] infer(O op, TensorSpec[] inputs);

    /** Marks results whose shapes depend on data. */
    TensorSpec[] DATA_DEPENDENT = new TensorSpec[0];
}
