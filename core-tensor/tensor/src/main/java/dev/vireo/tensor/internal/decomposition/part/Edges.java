package dev.vireo.tensor.internal.decomposition.part;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.op.Rearrange;

/** Pads a dimension and inserts zeros between its elements. */
public final class Edges {
    private Edges() {}

    /**
     * Returns the index of the element that each position of a padded dimension copies; int64 {@code [before + size +
     * after]}.
     *
     * @param op the padding, of any mode but CONSTANT
     * @param dim the dimension
     * @param x the tensor before padding
     */
    public static Tensor sources(Rearrange.Pad op, int dim, TensorSpec x) {
        long size = x.shape().size(dim);
        int before = op.before().at(dim);
        long padded = before + size + op.after().at(dim);
        var position = Tensor.arange(-before, 1, new TensorSpec(Shape.of(padded), DType.INT64, x.device()));
        return switch (op.mode()) {
            case REPLICATE -> position.clamp(0, size - 1);
            case CIRCULAR -> position.remainder(size);
            case REFLECT -> mirrored(mirrored(position.abs(), size - 1).abs(), size - 1);
            case CONSTANT -> throw new IllegalArgumentException("constant padding has no sources");
        };
    }

    /** Adds elements of one value at both ends; negative counts remove elements. */
    public static Tensor constant(Tensor x, int dim, int before, int after, double value) {
        long size = x.shape().size(dim);
        long from = Math.min(size, Math.max(0, -before));
        long to = Math.max(from, size - Math.max(0, -after));
        var inner = from > 0 || to < size ? x.slice(dim, from, to) : x;
        if (before <= 0 && after <= 0) {
            return inner;
        }
        var front = edge(inner, dim, before, value);
        var back = edge(inner, dim, after, value);
        return Tensor.concat(dim, front, inner, back);
    }

    /** Inserts zeros, so that the elements of a dimension are {@code step} apart. */
    public static Tensor apart(Tensor x, int dim, long step) {
        long size = x.shape().size(dim);
        if (step == 1 || size == 0) {
            return x;
        }
        var wide = constant(x.unsqueeze(dim + 1), dim + 1, 0, Math.toIntExact(step - 1), 0);
        return wide.reshape(x.shape().with(dim, size * step).toArray()).slice(dim, 0, (size - 1) * step + 1);
    }

    private static Tensor edge(Tensor x, int dim, int size, double value) {
        return Tensor.full(x.spec().with(x.shape().with(dim, Math.max(0, size))), value);
    }

    private static Tensor mirrored(Tensor position, long end) {
        return position.neg().add(end);
    }
}
