package dev.vireo.tensor.op;

/** Elements by index. An index is int64 (int32 is cast), from 0 to size - 1. */
public sealed interface Indexing extends Op {
    /** x, index of the same rank: {@code y[i][j] = x[index[i][j]][j]} for dim 0. Shape of the index. */
    record Gather(int dim) implements Indexing {}

    /** x, index, source: x with {@code y[index[i][j]][j] = source[i][j]} for dim 0; which of equal indices wins is open. */
    record Scatter(int dim) implements Indexing {}

    /** x, index, source: x with {@code y[index[i][j]][j] += source[i][j]} for dim 0. */
    record ScatterAdd(int dim) implements Indexing {}

    /** x, index {@code [K]}: whole slices along dim. */
    record IndexSelect(int dim) implements Indexing {}

    /** x, index {@code [K]}, source with K at dim: x with the slices of source added. */
    record IndexAdd(int dim) implements Indexing {}

    /** x, mask (bool, broadcasts): x with {@code value} where the mask holds. */
    record MaskedFill(double value) implements Indexing {}

    /** x, mask of the same shape: the elements where the mask holds, {@code [K]}; K depends on the data. */
    record MaskedSelect() implements Indexing {}

    /** The indices of all nonzero elements, int64 {@code [K, rank]}; K depends on the data. */
    record Nonzero() implements Indexing {}

    /** int64 {@code [...]} to int64 {@code [..., classes]}: 1 at the index, else 0. */
    record OneHot(int classes) implements Indexing {}
}
