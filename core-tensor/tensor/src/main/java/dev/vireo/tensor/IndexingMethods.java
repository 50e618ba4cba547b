package dev.vireo.tensor;

import dev.vireo.tensor.internal.dispatch.Dispatcher;
import dev.vireo.tensor.op.Indexing;

/** Elements by index. */
public sealed interface IndexingMethods permits Tensor {
    /** This tensor. */
    Tensor self();

    /** NumPy's basic indexing: {@code x.get(at(0), range(1, 3), all())}. */
    default Tensor get(Index... indices) {
        return Index.apply(self(), indices);
    }

    /** {@code y[i][j] = x[index[i][j]][j]} for dim 0; the shape of the index. */
    default Tensor gather(int dim, Tensor index) {
        return Dispatcher.one(new Indexing.Gather(self().shape().dim(dim)), self(), index.to(DType.INT64));
    }

    /** This with {@code y[index[i][j]][j] = source[i][j]} for dim 0. */
    default Tensor scatter(int dim, Tensor index, Tensor source) {
        return Dispatcher.one(new Indexing.Scatter(self().shape().dim(dim)), self(), index.to(DType.INT64), source);
    }

    /** This with {@code y[index[i][j]][j] += source[i][j]} for dim 0. */
    default Tensor scatterAdd(int dim, Tensor index, Tensor source) {
        return Dispatcher.one(new Indexing.ScatterAdd(self().shape().dim(dim)), self(), index.to(DType.INT64), source);
    }

    /** Whole slices along a dimension, by an index {@code [K]}. */
    default Tensor indexSelect(int dim, Tensor index) {
        return Dispatcher.one(new Indexing.IndexSelect(self().shape().dim(dim)), self(), index.to(DType.INT64));
    }

    /** This with slices of source added at an index {@code [K]} along a dimension. */
    default Tensor indexAdd(int dim, Tensor index, Tensor source) {
        return Dispatcher.one(new Indexing.IndexAdd(self().shape().dim(dim)), self(), index.to(DType.INT64), source);
    }

    /** This with {@code value} where the mask holds. */
    default Tensor maskedFill(Tensor mask, double value) {
        return Dispatcher.one(new Indexing.MaskedFill(value), self(), mask);
    }

    /** The elements where the mask holds, as a vector. */
    default Tensor maskedSelect(Tensor mask) {
        return Dispatcher.one(new Indexing.MaskedSelect(), self(), mask);
    }

    /** The indices of all nonzero elements, int64 {@code [K, rank]}. */
    default Tensor nonzero() {
        return Dispatcher.one(new Indexing.Nonzero(), self());
    }

    /** From class indices to rows with a single 1, int64 {@code [..., classes]}. */
    default Tensor oneHot(int classes) {
        return Dispatcher.one(new Indexing.OneHot(classes), self());
    }
}
