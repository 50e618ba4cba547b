package dev.vireo.tensor.op;

/** Operations along one dimension that keep it. */
public sealed interface Scan extends Op {
    /** The dimension to operate along. */
    int dim();

    /**
     * The cumulative sum {@code y_i = x_0 + ... + x_i}. Integral types and bool give int64.
     *
     * @param dim the dimension
     */
    record CumSum(int dim) implements Scan {}

    /**
     * The cumulative product {@code y_i = x_0 * ... * x_i}. Integral types and bool give int64.
     *
     * @param dim the dimension
     */
    record CumProd(int dim) implements Scan {}

    /**
     * A stable sort. Two results: the values, and their int64 indices.
     *
     * @param dim the dimension
     * @param descending whether the largest value comes first
     */
    record Sort(int dim, boolean descending) implements Scan {}

    /**
     * The k largest or smallest values in order. Two results {@code [..., k, ...]}: the values, and their int64
     * indices.
     *
     * @param dim the dimension
     * @param k the number of values
     * @param largest whether to return the largest values and not the smallest
     */
    record TopK(int dim, int k, boolean largest) implements Scan {}
}
