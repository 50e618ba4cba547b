package dev.vireo.tensor.internal.argument;

import dev.vireo.tensor.Dims;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.ShapeException;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.internal.dispatch.Dispatcher;
import dev.vireo.tensor.op.Reduction;

/** Converts the dimensions of a reduction. */
public final class DimArguments {
    private DimArguments() {}

    /** Returns all dimensions of a tensor. */
    public static Dims all(Tensor tensor) {
        return Dims.range(0, tensor.shape().rank());
    }

    /** Returns the dimensions counted from 0; all of them if the list is empty. */
    public static Dims normalized(Tensor tensor, Dims dims) {
        if (dims.size() == 0) {
            return all(tensor);
        }
        var fromZero = ShapeArguments.fromZero(tensor.shape(), dims.toArray());
        fromZero.repeated().ifPresent(dim -> {
            throw new ShapeException(
                    "reduction over " + dims + ": dimension " + dim + " of " + tensor.shape() + " occurs twice");
        });
        return fromZero;
    }

    /**
     * Sums over the dimensions along which a shape was broadcast to the tensor's shape; the inverse of broadcasting.
     *
     * @throws ShapeException if the shape does not broadcast to the tensor's shape
     */
    public static Tensor sumTo(Tensor tensor, Shape shape) {
        var from = tensor.shape();
        if (from.equals(shape)) {
            return tensor;
        }
        if (!shape.expandsTo(from)) {
            throw new ShapeException("sumTo: " + shape + " does not broadcast to " + from);
        }
        int leading = from.rank() - shape.rank();
        int count = leading;
        var dims = new int[from.rank()];
        for (int i = 0; i < leading; i++) {
            dims[i] = i;
        }
        for (int i = leading; i < from.rank(); i++) {
            if (shape.size(i - leading) == 1 && from.size(i) != 1) {
                dims[count++] = i;
            }
        }
        var over = Dims.of(java.util.Arrays.copyOf(dims, count));
        var sum = Dispatcher.one(new Reduction.Sum(over, false), tensor);
        return sum.reshape(shape.toArray());
    }
}
