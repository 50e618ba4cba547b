package dev.vireo.tensor;

import dev.vireo.tensor.internal.argument.DimArguments;
import dev.vireo.tensor.internal.dispatch.Dispatcher;
import dev.vireo.tensor.op.Reduction;
import dev.vireo.tensor.op.Scan;

/** Many elements to one, along some dimensions or all of them. Dimensions count from 0, or from -1 backwards. */
public sealed interface ReductionMethods permits Tensor {
    /** This tensor. */
    Tensor self();

    /** The sum over all elements, a scalar. */
    default Tensor sum() {
        return Dispatcher.one(new Reduction.Sum(DimArguments.all(self()), false), self());
    }

    /** The sum over the dimensions, which go. */
    default Tensor sum(int... dims) {
        return sum(Dims.of(dims), false);
    }

    /** The sum over the dimensions, which stay as 1 where {@code keepDim}. */
    default Tensor sum(Dims dims, boolean keepDim) {
        return Dispatcher.one(new Reduction.Sum(DimArguments.normalized(self(), dims), keepDim), self());
    }

    /** The mean over all elements, a scalar. */
    default Tensor mean() {
        return Dispatcher.one(new Reduction.Mean(DimArguments.all(self()), false), self());
    }

    /** The mean over the dimensions, which go. */
    default Tensor mean(int... dims) {
        return mean(Dims.of(dims), false);
    }

    /** The mean over the dimensions, which stay as 1 where {@code keepDim}. */
    default Tensor mean(Dims dims, boolean keepDim) {
        return Dispatcher.one(new Reduction.Mean(DimArguments.normalized(self(), dims), keepDim), self());
    }

    /** The product over all elements, a scalar. */
    default Tensor prod() {
        return Dispatcher.one(new Reduction.Prod(DimArguments.all(self()), false), self());
    }

    /** The product over the dimensions, which go. */
    default Tensor prod(int... dims) {
        return prod(Dims.of(dims), false);
    }

    /** The product over the dimensions, which stay as 1 where {@code keepDim}. */
    default Tensor prod(Dims dims, boolean keepDim) {
        return Dispatcher.one(new Reduction.Prod(DimArguments.normalized(self(), dims), keepDim), self());
    }

    /** The maximum over all elements, a scalar. */
    default Tensor amax() {
        return Dispatcher.one(new Reduction.Amax(DimArguments.all(self()), false), self());
    }

    /** The maximum over the dimensions, which go. */
    default Tensor amax(int... dims) {
        return amax(Dims.of(dims), false);
    }

    /** The maximum over the dimensions, which stay as 1 where {@code keepDim}. */
    default Tensor amax(Dims dims, boolean keepDim) {
        return Dispatcher.one(new Reduction.Amax(DimArguments.normalized(self(), dims), keepDim), self());
    }

    /** The minimum over all elements, a scalar. */
    default Tensor amin() {
        return Dispatcher.one(new Reduction.Amin(DimArguments.all(self()), false), self());
    }

    /** The minimum over the dimensions, which go. */
    default Tensor amin(int... dims) {
        return amin(Dims.of(dims), false);
    }

    /** The minimum over the dimensions, which stay as 1 where {@code keepDim}. */
    default Tensor amin(Dims dims, boolean keepDim) {
        return Dispatcher.one(new Reduction.Amin(DimArguments.normalized(self(), dims), keepDim), self());
    }

    /** log(sum(exp(x))), without overflow, over all elements, a scalar. */
    default Tensor logSumExp() {
        return Dispatcher.one(new Reduction.LogSumExp(DimArguments.all(self()), false), self());
    }

    /** log(sum(exp(x))), without overflow, over the dimensions, which go. */
    default Tensor logSumExp(int... dims) {
        return logSumExp(Dims.of(dims), false);
    }

    /** log(sum(exp(x))), without overflow, over the dimensions, which stay as 1 where {@code keepDim}. */
    default Tensor logSumExp(Dims dims, boolean keepDim) {
        return Dispatcher.one(new Reduction.LogSumExp(DimArguments.normalized(self(), dims), keepDim), self());
    }

    /** Whether any element is nonzero over all elements, a scalar. */
    default Tensor any() {
        return Dispatcher.one(new Reduction.Any(DimArguments.all(self()), false), self());
    }

    /** Whether any element is nonzero over the dimensions, which go. */
    default Tensor any(int... dims) {
        return any(Dims.of(dims), false);
    }

    /** Whether any element is nonzero over the dimensions, which stay as 1 where {@code keepDim}. */
    default Tensor any(Dims dims, boolean keepDim) {
        return Dispatcher.one(new Reduction.Any(DimArguments.normalized(self(), dims), keepDim), self());
    }

    /** Whether all elements are nonzero over all elements, a scalar. */
    default Tensor all() {
        return Dispatcher.one(new Reduction.All(DimArguments.all(self()), false), self());
    }

    /** Whether all elements are nonzero over the dimensions, which go. */
    default Tensor all(int... dims) {
        return all(Dims.of(dims), false);
    }

    /** Whether all elements are nonzero over the dimensions, which stay as 1 where {@code keepDim}. */
    default Tensor all(Dims dims, boolean keepDim) {
        return Dispatcher.one(new Reduction.All(DimArguments.normalized(self(), dims), keepDim), self());
    }

    /** The int64 index of the first maximum along a dimension, which goes. */
    default Tensor argMax(int dim) {
        return Dispatcher.one(new Reduction.ArgMax(DimArguments.normalized(self(), Dims.of(dim)), false), self());
    }

    /** The int64 index of the first minimum along a dimension, which goes. */
    default Tensor argMin(int dim) {
        return Dispatcher.one(new Reduction.ArgMin(DimArguments.normalized(self(), Dims.of(dim)), false), self());
    }

    /** The variance: squared deviations divided by n - correction. */
    default Tensor var(Dims dims, int correction, boolean keepDim) {
        return Dispatcher.one(new Reduction.Var(DimArguments.normalized(self(), dims), correction, keepDim), self());
    }

    /** The p-norm of all elements, a scalar. */
    default Tensor norm(double p) {
        return Dispatcher.one(new Reduction.Norm(p, DimArguments.all(self()), false), self());
    }

    /** The p-norm over the dimensions. */
    default Tensor norm(double p, Dims dims, boolean keepDim) {
        return Dispatcher.one(new Reduction.Norm(p, DimArguments.normalized(self(), dims), keepDim), self());
    }

    /** Running sums along a dimension. */
    default Tensor cumSum(int dim) {
        return Dispatcher.one(new Scan.CumSum(self().shape().dim(dim)), self());
    }

    /** Running products along a dimension. */
    default Tensor cumProd(int dim) {
        return Dispatcher.one(new Scan.CumProd(self().shape().dim(dim)), self());
    }

    /** Values with the places that they came from. */
    record Ranked(Tensor values, Tensor indices) {}

    /** In order along a dimension, stable. */
    default Ranked sort(int dim, boolean descending) {
        var results = Dispatcher.run(new Scan.Sort(self().shape().dim(dim), descending), self());
        return new Ranked(results[0], results[1]);
    }

    /** The k largest (or smallest) along a dimension, in order. */
    default Ranked topK(int k, int dim, boolean largest) {
        var results = Dispatcher.run(new Scan.TopK(self().shape().dim(dim), k, largest), self());
        return new Ranked(results[0], results[1]);
    }

    /** Sums what was broadcast, so that the result has the shape: the gradient of an expansion. */
    default Tensor sumTo(Shape shape) {
        return DimArguments.sumTo(self(), shape);
    }
}
