package dev.vireo.tensor;

import dev.vireo.tensor.internal.argument.DimArguments;
import dev.vireo.tensor.internal.dispatch.Dispatcher;
import dev.vireo.tensor.op.Reduction;
import dev.vireo.tensor.op.Scan;

/** Reductions over some or all dimensions, and scans. Dimensions count from 0, or from -1 backwards. */
public sealed interface ReductionMethods permits Tensor {
    /** This tensor. */
    Tensor self();

    /** The sum of all elements; a scalar. */
    default Tensor sum() {
        return Dispatcher.one(new Reduction.Sum(DimArguments.all(self()), false), self());
    }

    /** Sums over the dimensions and removes them. */
    default Tensor sum(int... dims) {
        return sum(Dims.of(dims), false);
    }

    /** Sums over the dimensions, which are kept with size 1 if {@code keepDim}. */
    default Tensor sum(Dims dims, boolean keepDim) {
        return Dispatcher.one(new Reduction.Sum(DimArguments.normalized(self(), dims), keepDim), self());
    }

    /** The mean of all elements; a scalar. */
    default Tensor mean() {
        return Dispatcher.one(new Reduction.Mean(DimArguments.all(self()), false), self());
    }

    /** Averages over the dimensions and removes them. */
    default Tensor mean(int... dims) {
        return mean(Dims.of(dims), false);
    }

    /** Averages over the dimensions, which are kept with size 1 if {@code keepDim}. */
    default Tensor mean(Dims dims, boolean keepDim) {
        return Dispatcher.one(new Reduction.Mean(DimArguments.normalized(self(), dims), keepDim), self());
    }

    /** The product of all elements; a scalar. */
    default Tensor prod() {
        return Dispatcher.one(new Reduction.Prod(DimArguments.all(self()), false), self());
    }

    /** Multiplies over the dimensions and removes them. */
    default Tensor prod(int... dims) {
        return prod(Dims.of(dims), false);
    }

    /** Multiplies over the dimensions, which are kept with size 1 if {@code keepDim}. */
    default Tensor prod(Dims dims, boolean keepDim) {
        return Dispatcher.one(new Reduction.Prod(DimArguments.normalized(self(), dims), keepDim), self());
    }

    /** The largest element; a scalar. */
    default Tensor amax() {
        return Dispatcher.one(new Reduction.Amax(DimArguments.all(self()), false), self());
    }

    /** Takes the maximum over the dimensions and removes them. */
    default Tensor amax(int... dims) {
        return amax(Dims.of(dims), false);
    }

    /** Takes the maximum over the dimensions, which are kept with size 1 if {@code keepDim}. */
    default Tensor amax(Dims dims, boolean keepDim) {
        return Dispatcher.one(new Reduction.Amax(DimArguments.normalized(self(), dims), keepDim), self());
    }

    /** The smallest element; a scalar. */
    default Tensor amin() {
        return Dispatcher.one(new Reduction.Amin(DimArguments.all(self()), false), self());
    }

    /** Takes the minimum over the dimensions and removes them. */
    default Tensor amin(int... dims) {
        return amin(Dims.of(dims), false);
    }

    /** Takes the minimum over the dimensions, which are kept with size 1 if {@code keepDim}. */
    default Tensor amin(Dims dims, boolean keepDim) {
        return Dispatcher.one(new Reduction.Amin(DimArguments.normalized(self(), dims), keepDim), self());
    }

    /** The logarithm of the sum of exponentials of all elements, computed without overflow; a scalar. */
    default Tensor logSumExp() {
        return Dispatcher.one(new Reduction.LogSumExp(DimArguments.all(self()), false), self());
    }

    /** Computes log(sum(exp(x))) over the dimensions and removes them. */
    default Tensor logSumExp(int... dims) {
        return logSumExp(Dims.of(dims), false);
    }

    /** Computes log(sum(exp(x))) over the dimensions, which are kept with size 1 if {@code keepDim}. */
    default Tensor logSumExp(Dims dims, boolean keepDim) {
        return Dispatcher.one(new Reduction.LogSumExp(DimArguments.normalized(self(), dims), keepDim), self());
    }

    /** Whether any element is nonzero; a scalar. */
    default Tensor any() {
        return Dispatcher.one(new Reduction.Any(DimArguments.all(self()), false), self());
    }

    /** Computes whether any element is nonzero along the dimensions and removes them. */
    default Tensor any(int... dims) {
        return any(Dims.of(dims), false);
    }

    /** Computes whether any element is nonzero along the dimensions, which are kept with size 1 if {@code keepDim}. */
    default Tensor any(Dims dims, boolean keepDim) {
        return Dispatcher.one(new Reduction.Any(DimArguments.normalized(self(), dims), keepDim), self());
    }

    /** Whether all elements are nonzero; a scalar. */
    default Tensor all() {
        return Dispatcher.one(new Reduction.All(DimArguments.all(self()), false), self());
    }

    /** Computes whether all elements are nonzero along the dimensions and removes them. */
    default Tensor all(int... dims) {
        return all(Dims.of(dims), false);
    }

    /**
     * Computes whether all elements are nonzero along the dimensions, which are kept with size 1 if {@code keepDim}.
     */
    default Tensor all(Dims dims, boolean keepDim) {
        return Dispatcher.one(new Reduction.All(DimArguments.normalized(self(), dims), keepDim), self());
    }

    /** The index of the first maximum along a dimension, which is removed; int64. */
    default Tensor argMax(int dim) {
        return Dispatcher.one(new Reduction.ArgMax(DimArguments.normalized(self(), Dims.of(dim)), false), self());
    }

    /** The index of the first minimum along a dimension, which is removed; int64. */
    default Tensor argMin(int dim) {
        return Dispatcher.one(new Reduction.ArgMin(DimArguments.normalized(self(), Dims.of(dim)), false), self());
    }

    /** The variance over the dimensions: the sum of squared deviations divided by n - correction. */
    default Tensor var(Dims dims, int correction, boolean keepDim) {
        return Dispatcher.one(new Reduction.Var(DimArguments.normalized(self(), dims), correction, keepDim), self());
    }

    /** The p-norm of all elements; a scalar. */
    default Tensor norm(double p) {
        return Dispatcher.one(new Reduction.Norm(p, DimArguments.all(self()), false), self());
    }

    /** The p-norm over the dimensions, which are kept with size 1 if {@code keepDim}. */
    default Tensor norm(double p, Dims dims, boolean keepDim) {
        return Dispatcher.one(new Reduction.Norm(p, DimArguments.normalized(self(), dims), keepDim), self());
    }

    /** The cumulative sum along a dimension. */
    default Tensor cumSum(int dim) {
        return Dispatcher.one(new Scan.CumSum(self().shape().dim(dim)), self());
    }

    /** The cumulative product along a dimension. */
    default Tensor cumProd(int dim) {
        return Dispatcher.one(new Scan.CumProd(self().shape().dim(dim)), self());
    }

    /**
     * Values and their indices in the input.
     *
     * @param values the values
     * @param indices their int64 indices along the dimension
     */
    record Ranked(Tensor values, Tensor indices) {}

    /** Sorts along a dimension; the sort is stable. */
    default Ranked sort(int dim, boolean descending) {
        var results = Dispatcher.run(new Scan.Sort(self().shape().dim(dim), descending), self());
        return new Ranked(results[0], results[1]);
    }

    /** The k largest or smallest elements along a dimension, in order. */
    default Ranked topK(int k, int dim, boolean largest) {
        var results = Dispatcher.run(new Scan.TopK(self().shape().dim(dim), k, largest), self());
        return new Ranked(results[0], results[1]);
    }

    /** Sums over the dimensions along which {@code shape} was broadcast to this shape; the gradient of broadcasting. */
    default Tensor sumTo(Shape shape) {
        return DimArguments.sumTo(self(), shape);
    }
}
