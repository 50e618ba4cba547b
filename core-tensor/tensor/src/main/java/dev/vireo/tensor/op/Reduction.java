package dev.vireo.tensor.op;

import dev.vireo.tensor.Dims;

/**
 * Reduces over dimensions: {@code [...] -> [...]}. Reduced dimensions are removed, or kept with size 1 if {@code
 * keepDim}.
 */
public sealed interface Reduction extends Op {
    /** The dimensions to reduce over, counted from 0, each once. Empty only for a scalar. */
    Dims dims();

    /** Whether reduced dimensions are kept with size 1. */
    boolean keepDim();

    /**
     * The sum. Integral types and bool give int64.
     *
     * @param dims the dimensions to reduce over
     * @param keepDim whether reduced dimensions are kept with size 1
     */
    record Sum(Dims dims, boolean keepDim) implements Reduction {}

    /**
     * The product, over one dimension or all. Integral types and bool give int64.
     *
     * @param dims the dimensions to reduce over
     * @param keepDim whether reduced dimensions are kept with size 1
     */
    record Prod(Dims dims, boolean keepDim) implements Reduction {}

    /**
     * The mean. Floating types only.
     *
     * @param dims the dimensions to reduce over
     * @param keepDim whether reduced dimensions are kept with size 1
     */
    record Mean(Dims dims, boolean keepDim) implements Reduction {}

    /**
     * The variance: the sum of squared deviations divided by n - correction. Floating types only.
     *
     * @param dims the dimensions to reduce over
     * @param correction 1 for the unbiased variance, 0 for the population variance
     * @param keepDim whether reduced dimensions are kept with size 1
     */
    record Var(Dims dims, int correction, boolean keepDim) implements Reduction {}

    /**
     * The maximum. Equal maxima share the gradient evenly.
     *
     * @param dims the dimensions to reduce over
     * @param keepDim whether reduced dimensions are kept with size 1
     */
    record Amax(Dims dims, boolean keepDim) implements Reduction {}

    /**
     * The minimum. Equal minima share the gradient evenly.
     *
     * @param dims the dimensions to reduce over
     * @param keepDim whether reduced dimensions are kept with size 1
     */
    record Amin(Dims dims, boolean keepDim) implements Reduction {}

    /**
     * The logarithm of the sum of exponentials, computed without overflow. Floating types only.
     *
     * @param dims the dimensions to reduce over
     * @param keepDim whether reduced dimensions are kept with size 1
     */
    record LogSumExp(Dims dims, boolean keepDim) implements Reduction {}

    /**
     * The p-norm: (sum |x|^p)^(1/p); the number of nonzero elements for p = 0, the largest |x| for infinity. Floating
     * types only.
     *
     * @param p the order of the norm
     * @param dims the dimensions to reduce over
     * @param keepDim whether reduced dimensions are kept with size 1
     */
    record Norm(double p, Dims dims, boolean keepDim) implements Reduction {}

    /**
     * Whether any element is nonzero; bool.
     *
     * @param dims the dimensions to reduce over
     * @param keepDim whether reduced dimensions are kept with size 1
     */
    record Any(Dims dims, boolean keepDim) implements Reduction {}

    /**
     * Whether all elements are nonzero; bool.
     *
     * @param dims the dimensions to reduce over
     * @param keepDim whether reduced dimensions are kept with size 1
     */
    record All(Dims dims, boolean keepDim) implements Reduction {}

    /**
     * The index of the first maximum along a single dimension; int64.
     *
     * @param dims the one dimension to reduce over
     * @param keepDim whether the reduced dimension is kept with size 1
     */
    record ArgMax(Dims dims, boolean keepDim) implements Reduction {}

    /**
     * The index of the first minimum along a single dimension; int64.
     *
     * @param dims the one dimension to reduce over
     * @param keepDim whether the reduced dimension is kept with size 1
     */
    record ArgMin(Dims dims, boolean keepDim) implements Reduction {}
}
