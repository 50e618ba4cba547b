package dev.vireo.tensor;

import dev.vireo.tensor.internal.argument.ShapeArguments;
import dev.vireo.tensor.internal.dispatch.Dispatcher;
import dev.vireo.tensor.op.Conversion;
import dev.vireo.tensor.op.Rearrange;
import dev.vireo.tensor.op.View;

/** Changes the shape, the order or the number of elements. Dimensions count from 0, or from -1 backwards. */
public sealed interface ShapeMethods permits Tensor {
    /** This tensor. */
    Tensor self();

    /**
     * Returns the elements in row-major order in another shape. One size may be -1 and is inferred. A view if this
     * tensor is contiguous, else a copy.
     */
    default Tensor reshape(long... sizes) {
        return Dispatcher.one(new View.Reshape(ShapeArguments.complete(self().shape(), sizes)), self());
    }

    /** Merges all dimensions from {@code startDim} on. */
    default Tensor flatten(int startDim) {
        return flatten(startDim, -1);
    }

    /** Merges the dimensions from {@code startDim} to {@code endDim}, inclusive. */
    default Tensor flatten(int startDim, int endDim) {
        var shape = self().shape();
        return Dispatcher.one(new View.Flatten(shape.dim(startDim), shape.dim(endDim)), self());
    }

    /**
     * Returns a view with permuted dimensions: dimension i of the result is dimension {@code dims[i]} of this tensor.
     */
    default Tensor permute(int... dims) {
        return Dispatcher.one(new View.Permute(ShapeArguments.fromZero(self().shape(), dims)), self());
    }

    /** Returns a view with two dimensions swapped. */
    default Tensor transpose(int a, int b) {
        var dims = Dims.range(0, self().shape().rank()).toArray();
        int first = self().shape().dim(a);
        int second = self().shape().dim(b);
        dims[first] = second;
        dims[second] = first;
        return Dispatcher.one(new View.Permute(Dims.of(dims)), self());
    }

    /** Returns a view broadcast to these sizes; -1 keeps a size. */
    default Tensor expand(long... sizes) {
        return Dispatcher.one(new View.Expand(ShapeArguments.expanded(self().shape(), sizes)), self());
    }

    /** Returns a view with a dimension of size 1 inserted; -1 inserts it after the last. */
    default Tensor unsqueeze(int dim) {
        int rank = self().shape().rank();
        return Dispatcher.one(new View.Unsqueeze(dim < 0 ? dim + rank + 1 : dim), self());
    }

    /** Returns a view without a dimension of size 1. */
    default Tensor squeeze(int dim) {
        return Dispatcher.one(new View.Squeeze(self().shape().dim(dim)), self());
    }

    /** Returns a view of the indices from {@code start} to {@code end}, exclusive, of one dimension. */
    default Tensor slice(int dim, long start, long end) {
        return slice(dim, start, end, 1);
    }

    /** Returns a view of every {@code step}-th index from {@code start} to {@code end}, exclusive, of one dimension. */
    default Tensor slice(int dim, long start, long end, long step) {
        return Dispatcher.one(new View.Slice(self().shape().dim(dim), start, end, step), self());
    }

    /** Returns a view of one index of a dimension, which is removed. */
    default Tensor select(int dim, long index) {
        int at = self().shape().dim(dim);
        long from = index < 0 ? index + self().shape().size(at) : index;
        return slice(at, from, from + 1).squeeze(at);
    }

    /** Returns views of consecutive parts of the given size along a dimension; the last may be smaller. */
    default Tensor[] split(long size, int dim) {
        long whole = self().shape().size(dim);
        var parts = new Tensor[Math.toIntExact((whole + size - 1) / size)];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = slice(dim, i * size, Math.min(whole, (i + 1) * size));
        }
        return parts;
    }

    /**
     * Pads with a constant value.
     *
     * @param before the number of elements added before each dimension
     * @param after the number of elements added after each dimension
     * @param value the value of the padding
     */
    default Tensor pad(Dims before, Dims after, double value) {
        return pad(before, after, Rearrange.PadMode.CONSTANT, value);
    }

    /**
     * Pads each dimension.
     *
     * @param before the number of elements added before each dimension
     * @param after the number of elements added after each dimension
     * @param mode the values of the padding
     * @param value the value of the padding for CONSTANT
     */
    default Tensor pad(Dims before, Dims after, Rearrange.PadMode mode, double value) {
        return Dispatcher.one(new Rearrange.Pad(before, after, mode, value), self());
    }

    /** Reverses the order of elements along the dimensions. */
    default Tensor flip(int... dims) {
        return Dispatcher.one(new Rearrange.Flip(ShapeArguments.fromZero(self().shape(), dims)), self());
    }

    /** Shifts elements along one dimension; elements beyond the end reappear at the beginning. */
    default Tensor roll(int shift, int dim) {
        return Dispatcher.one(
                new Rearrange.Roll(Dims.of(shift), Dims.of(self().shape().dim(dim))), self());
    }

    /**
     * Repeats the whole tensor.
     *
     * @param repeats the number of repetitions along each dimension
     */
    default Tensor repeat(int... repeats) {
        return Dispatcher.one(new Rearrange.Repeat(Dims.of(repeats)), self());
    }

    /**
     * Returns a copy with zeros above a diagonal of the last two dimensions; 0 is the main diagonal, positive ones are
     * above it.
     */
    default Tensor tril(int diagonal) {
        return Dispatcher.one(new Rearrange.Tril(diagonal), self());
    }

    /**
     * Returns a copy with zeros below a diagonal of the last two dimensions; 0 is the main diagonal, positive ones are
     * above it.
     */
    default Tensor triu(int diagonal) {
        return Dispatcher.one(new Rearrange.Triu(diagonal), self());
    }

    /** Returns a tensor that is contiguous in row-major order: a view of this one if possible, else a copy. */
    default Tensor contiguous() {
        return Dispatcher.one(new Conversion.Contiguous(), self());
    }
}
