package dev.vireo.tensor.op;

/** Selects and writes elements by index. Indices are int64 (int32 is cast), from 0 to size - 1. */
public sealed interface Indexing extends Op {
    /**
     * Gathers: x and an index of the same rank to {@code y[i][j] = x[index[i][j]][j]} for dim 0. The result has the
     * shape of the index.
     *
     * @param dim the dimension that is indexed
     */
    record Gather(int dim) implements Indexing {}

    /**
     * Scatters: x, index and source to a copy of x with {@code y[index[i][j]][j] = source[i][j]} for dim 0. If indices
     * repeat, any of the values may be written.
     *
     * @param dim the dimension that is indexed
     */
    record Scatter(int dim) implements Indexing {}

    /**
     * Scatters and adds: x, index and source to a copy of x with {@code y[index[i][j]][j] += source[i][j]} for dim 0.
     *
     * @param dim the dimension that is indexed
     */
    record ScatterAdd(int dim) implements Indexing {}

    /**
     * Selects slices: x and index {@code [K]} to the slices of x along a dimension, which gets size K.
     *
     * @param dim the dimension that is indexed
     */
    record IndexSelect(int dim) implements Indexing {}

    /**
     * Adds slices: x, index {@code [K]} and source with size K at dim to a copy of x with the slices of source added.
     *
     * @param dim the dimension that is indexed
     */
    record IndexAdd(int dim) implements Indexing {}

    /**
     * Fills: x and a bool mask that broadcasts to a copy of x with a value where the mask is true.
     *
     * @param value the value to write
     */
    record MaskedFill(double value) implements Indexing {}

    /**
     * Selects: x and a bool mask of the same shape to the elements where the mask is true, {@code [K]}. K depends on
     * the data.
     */
    record MaskedSelect() implements Indexing {}

    /** Returns the indices of all nonzero elements, int64 {@code [K, rank]}. K depends on the data. */
    record Nonzero() implements Indexing {}

    /**
     * One-hot encoding: int64 {@code [...]} to int64 {@code [..., classes]}, with 1 at the index and 0 elsewhere.
     *
     * @param classes the size of the new dimension
     */
    record OneHot(int classes) implements Indexing {}
}
