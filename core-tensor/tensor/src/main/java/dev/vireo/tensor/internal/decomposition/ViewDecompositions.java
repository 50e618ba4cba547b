package dev.vireo.tensor.internal.decomposition;

import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.op.Conversion;
import dev.vireo.tensor.op.OpTable;
import dev.vireo.tensor.op.View;

/**
 * Decomposes views to views that share memory whenever the operation promises it. They therefore avoid reshapes, except
 * where the operation may copy as a reshape does.
 */
final class ViewDecompositions {
    private ViewDecompositions() {}

    static OpTable<Decomposition<?>> table() {
        return new DecompositionTable("view")
                .one(View.Flatten.class, (op, in) -> {
                    var shape = in[0].shape();
                    return shape.rank() == 0
                            ? in[0].reshape(1)
                            : in[0].reshape(joined(shape, op.startDim(), op.endDim()));
                })
                .one(View.Unsqueeze.class, ViewDecompositions::unsqueeze)
                // to its own shape: shares a contiguous tensor, copies any other
                .one(
                        Conversion.Contiguous.class,
                        (op, in) -> in[0].reshape(in[0].shape().toArray()))
                .build();
    }

    private static long[] joined(Shape shape, int from, int to) {
        return shape.slice(0, from)
                .concat(Shape.of(shape.slice(from, to + 1).elements()))
                .concat(shape.slice(to + 1, shape.rank()))
                .toArray();
    }

    /**
     * Expands a leading dimension, which any tensor supports, and moves it to its place. This shares memory even if the
     * tensor is not contiguous.
     */
    private static Tensor unsqueeze(View.Unsqueeze op, Tensor[] in) {
        var leading = in[0].expand(in[0].shape().insert(0, 1).toArray());
        var order = new int[leading.shape().rank()];
        for (int i = 0; i < order.length; i++) {
            order[i] = i == op.dim() ? 0 : i < op.dim() ? i + 1 : i;
        }
        return leading.permute(order);
    }
}
