package dev.vireo.tensor.internal.spec;

import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.op.Op;

/**
 * What an operation's results will be, and whether its inputs fit it, found before any native code runs. Inputs have
 * passed promotion and live on one device.
 *
 * @param <O> the operation's type
 */
@FunctionalInterface
public interface SpecRule<O extends Op> {
    /** The results' specs, in order; {@link #DATA_DEPENDENT} where only the engine will know. */
    TensorSpec[] infer(O op, TensorSpec[] inputs);

    /** Says that the results' shapes depend on data. */
    TensorSpec[] DATA_DEPENDENT = new TensorSpec[0];
}
