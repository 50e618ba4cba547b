package dev.vireo.tensor.op;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.TensorSpec;

/**
 * Random operations. The seed is an attribute, so that the same operation gives the same values again, when activations
 * are recomputed or a run is resumed. It is drawn from the current {@code Generator}. Values differ between engines.
 */
public sealed interface Random extends Op {
    /** The seed of the values. */
    long seed();

    /**
     * Uniform values in [low, high); floating types.
     *
     * @param spec the shape, type and device of the result
     * @param low the lower bound, inclusive
     * @param high the upper bound, exclusive
     * @param seed the seed
     */
    record RandomUniform(TensorSpec spec, double low, double high, long seed) implements Random {}

    /**
     * Normally distributed values; floating types.
     *
     * @param spec the shape, type and device of the result
     * @param mean the mean
     * @param standardDeviation the standard deviation
     * @param seed the seed
     */
    record RandomNormal(TensorSpec spec, double mean, double standardDeviation, long seed) implements Random {}

    /**
     * Uniform integers in [low, high); int64, int32, int16, int8 or uint8.
     *
     * @param spec the shape, type and device of the result
     * @param low the lower bound, inclusive
     * @param high the upper bound, exclusive
     * @param seed the seed
     */
    record RandomInteger(TensorSpec spec, long low, long high, long seed) implements Random {}

    /**
     * A random permutation of 0 to n - 1; int64 {@code [n]}.
     *
     * @param spec the shape, type and device of the result
     * @param seed the seed
     */
    record RandomPermutation(TensorSpec spec, long seed) implements Random {}

    /**
     * Bernoulli samples: probabilities {@code [...]} to 0 or 1, {@code [...]}.
     *
     * @param dtype the type of the result
     * @param seed the seed
     */
    record Bernoulli(DType dtype, long seed) implements Random {}

    /**
     * Multinomial samples: weights {@code [..., N]} to indices, int64 {@code [..., samples]}.
     *
     * @param samples the number of indices per row
     * @param replacement whether an index may be drawn more than once
     * @param seed the seed
     */
    record Multinomial(int samples, boolean replacement, long seed) implements Random {}
}
