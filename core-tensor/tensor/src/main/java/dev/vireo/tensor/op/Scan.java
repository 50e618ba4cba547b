package dev.vireo.tensor.op;

/** Along one dimension, keeping it. */
public sealed interface Scan extends Op {
    int dim();

    /** {@code y_i = x_0 + ... + x_i}; integral types and bool sum in int64. */
    record CumSum(int dim) implements Scan {}

    /** {@code y_i = x_0 * ... * x_i}; integral types and bool multiply in int64. */
    record CumProd(int dim) implements Scan {}

    /** Stable; two results: the values, and their int64 indices. */
    record Sort(int dim, boolean descending) implements Scan {}

    /** The k largest (or smallest) in order; two results {@code [..., k, ...]}: the values, and their int64 indices. */
    record TopK(int dim, int k, boolean largest) implements Scan {}
}
