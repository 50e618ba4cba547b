package dev.vireo.tensor.op;

import dev.vireo.tensor.TensorSpec;

/** Tensors from nothing. */
public sealed interface Creation extends Op {
    TensorSpec spec();

    /** Every element {@code value}. */
    record Full(TensorSpec spec, double value) implements Creation {}

    /** {@code start, start + step, ...}; rank 1. */
    record Arange(TensorSpec spec, double start, double step) implements Creation {}
}
