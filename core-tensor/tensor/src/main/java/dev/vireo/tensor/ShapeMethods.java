package dev.vireo.tensor;

import dev.vireo.tensor.internal.argument.ShapeArguments;
import dev.vireo.tensor.internal.dispatch.Dispatcher;
import dev.vireo.tensor.op.Conversion;
import dev.vireo.tensor.op.Rearrange;
import dev.vireo.tensor.op.View;

/** Other shapes of the same elements. Dimensions count from 0, or from -1 backwards. */
public sealed interface ShapeMethods permits Tensor {
    /** This tensor. */
    Tensor self();

    /** The same elements in row-major order; one size may be -1: what remains. */
    default Tensor reshape(long... sizes) {
        return Dispatcher.one(new View.Reshape(ShapeArguments.complete(self().shape(), sizes)), self());
    }

    /** Joins all dimensions from {@code startDim} on. */
    default Tensor flatten(int startDim) {
        return flatten(startDim, -1);
    }

    /** Joins the dimensions from {@code startDim} to {@code endDim}, both inclusive. */
    default Tensor flatten(int startDim, int endDim) {
        var shape = self().shape();
        return Dispatcher.one(new View.Flatten(shape.dim(startDim), shape.dim(endDim)), self());
    }

    /** Dimension i of the result is dimension {@code dims[i]} of this. */
    default Tensor permute(int... dims) {
        return Dispatcher.one(new View.Permute(ShapeArguments.fromZero(self().shape(), dims)), self());
    }

    /** Two dimensions change places. */
    default Tensor transpose(int a, int b) {
        var dims = Dims.range(0, self().shape().rank()).toArray();
        int first = self().shape().dim(a);
        int second = self().shape().dim(b);
        dims[first] = second;
        dims[second] = first;
        return Dispatcher.one(new View.Permute(Dims.of(dims)), self());
    }

    /** Dimensions of size 1 repeated without copying; -1 keeps a size. */
    default Tensor expand(long... sizes) {
        return Dispatcher.one(new View.Expand(ShapeArguments.expanded(self().shape(), sizes)), self());
    }

    /** Inserts a dimension of size 1; -1 is after the last. */
    default Tensor unsqueeze(int dim) {
        int rank = self().shape().rank();
        return Dispatcher.one(new View.Unsqueeze(dim < 0 ? dim + rank + 1 : dim), self());
    }

    /** Removes a dimension of size 1. */
    default Tensor squeeze(int dim) {
        return Dispatcher.one(new View.Squeeze(self().shape().dim(dim)), self());
    }

    /** The indices from {@code start} to below {@code end} of one dimension. */
    default Tensor slice(int dim, long start, long end) {
        return slice(dim, start, end, 1);
    }

    /** Every {@code step}-th index from {@code start} to below {@code end} of one dimension. */
    default Tensor slice(int dim, long start, long end, long step) {
        return Dispatcher.one(new View.Slice(self().shape().dim(dim), start, end, step), self());
    }

    /** One index of a dimension, which goes. */
    default Tensor select(int dim, long index) {
        int at = self().shape().dim(dim);
        long from = index < 0 ? index + self().shape().size(at) : index;
        return slice(at, from, from + 1).squeeze(at);
    }

    /** Parts of the given size along a dimension; the last may be smaller. */
    default Tensor[] split(long size, int dim) {
        long whole = self().shape().size(dim);
        var parts = new Tensor[Math.toIntExact((whole + size - 1) / size)];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = slice(dim, i * size, Math.min(whole, (i + 1) * size));
        }
        return parts;
    }

    /** Constant padding, one entry a dimension on either side. */
    default Tensor pad(Dims before, Dims after, double value) {
        return pad(before, after, Rearrange.PadMode.CONSTANT, value);
    }

    /** Padding, one entry a dimension on either side. */
    default Tensor pad(Dims before, Dims after, Rearrange.PadMode mode, double value) {
        return Dispatcher.one(new Rearrange.Pad(before, after, mode, value), self());
    }

    /** Reverses the order along the dimensions; along none where none is given. */
    default Tensor flip(int... dims) {
        return Dispatcher.one(new Rearrange.Flip(ShapeArguments.fromZero(self().shape(), dims)), self());
    }

    /** Shifts along one dimension, wrapping around. */
    default Tensor roll(int shift, int dim) {
        return Dispatcher.one(
                new Rearrange.Roll(Dims.of(shift), Dims.of(self().shape().dim(dim))), self());
    }

    /** The whole tensor repeated, one entry a dimension. */
    default Tensor repeat(int... repeats) {
        return Dispatcher.one(new Rearrange.Repeat(Dims.of(repeats)), self());
    }

    /** Zero above a diagonal of the last two dimensions. */
    default Tensor tril(int diagonal) {
        return Dispatcher.one(new Rearrange.Tril(diagonal), self());
    }

    /** Zero below a diagonal of the last two dimensions. */
    default Tensor triu(int diagonal) {
        return Dispatcher.one(new Rearrange.Triu(diagonal), self());
    }

    /** Dense in row-major order: this memory if it is, else a copy. */
    default Tensor contiguous() {
        return Dispatcher.one(new Conversion.Contiguous(), self());
    }
}
