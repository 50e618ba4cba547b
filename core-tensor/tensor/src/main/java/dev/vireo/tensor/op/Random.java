package dev.vireo.tensor.op;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.TensorSpec;

/**
 * Draws. The seed is an attribute, taken from the run's {@code Generator}, so that the same operation
 * gives the same values again: when a checkpointed segment is recomputed, or a run resumed. Values differ by engine.
 */
public sealed interface Random extends Op {
    long seed();

    /** Uniform in [low, high); floating. */
    record RandomUniform(TensorSpec spec, double low, double high, long seed) implements Random {}

    /** Normal; floating. */
    record RandomNormal(TensorSpec spec, double mean, double standardDeviation, long seed) implements Random {}

    /** Uniform integers in [low, high); int64, int32, int16, int8 or uint8. */
    record RandomInteger(TensorSpec spec, long low, long high, long seed) implements Random {}

    /** A permutation of 0 to n - 1; int64 {@code [n]}. */
    record RandomPermutation(TensorSpec spec, long seed) implements Random {}

    /** Probabilities {@code [...]} to 0 or 1 of the given type, {@code [...]}. */
    record Bernoulli(DType dtype, long seed) implements Random {}

    /** Weights {@code [..., N]} to {@code samples} indices drawn from them, int64 {@code [..., samples]}. */
    record Multinomial(int samples, boolean replacement, long seed) implements Random {}
}
