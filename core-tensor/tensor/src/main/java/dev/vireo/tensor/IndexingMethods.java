package dev.vireo.tensor;

import dev.vireo.tensor.internal.dispatch.Dispatcher;
import dev.vireo.tensor.op.Indexing;

/** Selects and writes elements by index. Dimensions count from 0, or from -1 backwards. */
public sealed interface IndexingMethods permits Tensor {
    /** This tensor. */
    Tensor self();

    /** Returns a view by NumPy's basic indexing: {@code x.get(at(0), range(1, 3), all())}. */
    default Tensor get(Index... indices) {
        return Index.apply(self(), indices);
    }

    /** Gathers elements: {@code y[i][j] = x[index[i][j]][j]} for dim 0. The result has the shape of the index. */
    default Tensor gather(int dim, Tensor index) {
        return Dispatcher.one(new Indexing.Gather(self().shape().dim(dim)), self(), index.to(DType.INT64));
    }

    /** Returns a copy with {@code y[index[i][j]][j] = source[i][j]} for dim 0. */
    default Tensor scatter(int dim, Tensor index, Tensor source) {
        return Dispatcher.one(new Indexing.Scatter(self().shape().dim(dim)), self(), index.to(DType.INT64), source);
    }

    /** Returns a copy with {@code y[index[i][j]][j] += source[i][j]} for dim 0. */
    default Tensor scatterAdd(int dim, Tensor index, Tensor source) {
        return Dispatcher.one(new Indexing.ScatterAdd(self().shape().dim(dim)), self(), index.to(DType.INT64), source);
    }

    /** Selects slices along a dimension by an index {@code [K]}. */
    default Tensor indexSelect(int dim, Tensor index) {
        return Dispatcher.one(new Indexing.IndexSelect(self().shape().dim(dim)), self(), index.to(DType.INT64));
    }

    /** Returns a copy with the slices of source added at an index {@code [K]} along a dimension. */
    default Tensor indexAdd(int dim, Tensor index, Tensor source) {
        return Dispatcher.one(new Indexing.IndexAdd(self().shape().dim(dim)), self(), index.to(DType.INT64), source);
    }

    /** Returns a copy with {@code value} where the mask is true; the mask broadcasts. */
    default Tensor maskedFill(Tensor mask, double value) {
        return Dispatcher.one(new Indexing.MaskedFill(value), self(), mask);
    }

    /** Returns the elements where the mask is true, as a vector. */
    default Tensor maskedSelect(Tensor mask) {
        return Dispatcher.one(new Indexing.MaskedSelect(), self(), mask);
    }

    /** Returns the indices of all nonzero elements, int64 {@code [K, rank]}. */
    default Tensor nonzero() {
        return Dispatcher.one(new Indexing.Nonzero(), self());
    }

    /** One-hot encodes class indices: int64 {@code [...]} to int64 {@code [..., classes]}. */
    default Tensor oneHot(int classes) {
        return Dispatcher.one(new Indexing.OneHot(classes), self());
    }
}
