package dev.vireo.tensor.op;

import dev.vireo.tensor.TensorSpec;

/** Operations that create tensors. */
public sealed interface Creation extends Op {
    /** The shape, type and device of the result. */
    TensorSpec spec();

    /**
     * A tensor filled with one value.
     *
     * @param spec the shape, type and device of the result
     * @param value the value of all elements
     */
    record Full(TensorSpec spec, double value) implements Creation {}

    /**
     * The vector {@code start, start + step, ...}.
     *
     * @param spec the shape, type and device of the result
     * @param start the first element
     * @param step the difference between neighboring elements
     */
    record Arange(TensorSpec spec, double start, double step) implements Creation {}
}
