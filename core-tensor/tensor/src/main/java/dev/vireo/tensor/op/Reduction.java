package dev.vireo.tensor.op;

import dev.vireo.tensor.Dims;

/** Over the dimensions {@code dims}, which stay as 1 where {@code keepDim}, else go: {@code [...] -> [...]}. */
public sealed interface Reduction extends Op {
    /** Counted from 0, each once; never empty unless the tensor is a scalar. */
    Dims dims();

    boolean keepDim();

    /** Integral types and bool sum in int64. */
    record Sum(Dims dims, boolean keepDim) implements Reduction {}

    /** Integral types and bool multiply in int64. One dimension, or all. */
    record Prod(Dims dims, boolean keepDim) implements Reduction {}

    /** Floating only. */
    record Mean(Dims dims, boolean keepDim) implements Reduction {}

    /** Sum of squared deviations divided by n - correction. Floating only. */
    record Var(Dims dims, int correction, boolean keepDim) implements Reduction {}

    /** The gradient is shared evenly among equal maxima. */
    record Amax(Dims dims, boolean keepDim) implements Reduction {}

    record Amin(Dims dims, boolean keepDim) implements Reduction {}

    /** Without overflow. Floating only. */
    record LogSumExp(Dims dims, boolean keepDim) implements Reduction {}

    /** (sum |x|^p)^(1/p); the number of nonzeros for p = 0, the largest |x| for infinity. Floating only. */
    record Norm(double p, Dims dims, boolean keepDim) implements Reduction {}

    /** Bool: is any element nonzero? */
    record Any(Dims dims, boolean keepDim) implements Reduction {}

    /** Bool: are all elements nonzero? */
    record All(Dims dims, boolean keepDim) implements Reduction {}

    /** Index of the first maximum along the single dimension in dims; int64. */
    record ArgMax(Dims dims, boolean keepDim) implements Reduction {}

    /** Index of the first minimum along the single dimension in dims; int64. */
    record ArgMin(Dims dims, boolean keepDim) implements Reduction {}
}
