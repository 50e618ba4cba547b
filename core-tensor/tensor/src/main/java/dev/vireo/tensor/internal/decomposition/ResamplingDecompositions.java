package dev.vireo.tensor.internal.decomposition;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.internal.decomposition.part.NumberTensors;
import dev.vireo.tensor.op.OpTable;
import dev.vireo.tensor.op.Resampling;
import dev.vireo.tensor.op.Resampling.Interpolate;

/**
 * Decomposes interpolation, one dimension at a time, to a weighted sum of 1, 2 or 4 neighbors. Positions and weights
 * are computed in the type of the values, as in libtorch, because rounding decides which element is nearest.
 */
final class ResamplingDecompositions {
    /** The coefficient of cubic convolution, as in OpenCV and libtorch (Keys, 1981). */
    private static final double A = -0.75;

    private ResamplingDecompositions() {}

    static OpTable<Decomposition<?>> table() {
        return new DecompositionTable("resampling")
                .wide(Interpolate.class, (op, in) -> {
                    var x = in[0];
                    for (int i = 0; i < op.output().size(); i++) {
                        x = along(op, x, i + 2, op.output().at(i));
                    }
                    return x;
                })
                .one(Resampling.PixelShuffle.class, (op, in) -> {
                    var shape = in[0].shape();
                    long r = op.factor();
                    long channels = shape.size(1) / (r * r);
                    return in[0].reshape(shape.size(0), channels, r, r, shape.size(2), shape.size(3))
                            .permute(0, 1, 4, 2, 5, 3)
                            .reshape(shape.size(0), channels, shape.size(2) * r, shape.size(3) * r);
                })
                .build();
    }

    private static Tensor along(Interpolate op, Tensor x, int dim, long output) {
        return switch (op.mode()) {
            case NEAREST -> nearest(x, dim, output);
            case LINEAR ->
                linear(x, dim, places(x, dim, output, op.alignCorners()).maximum(0));
            case BICUBIC -> cubic(x, dim, places(x, dim, output, op.alignCorners()));
        };
    }

    private static Tensor nearest(Tensor x, int dim, long output) {
        var place =
                NumberTensors.steps(x, output).mul(rounded(x, (double) x.shape().size(dim) / output));
        return at(x, dim, place.floor());
    }

    private static Tensor linear(Tensor x, int dim, Tensor place) {
        var before = place.floor();
        var share = share(x, dim, place, before);
        return weighted(x, dim, before, share.neg().add(1)).add(weighted(x, dim, before.add(1), share));
    }

    private static Tensor cubic(Tensor x, int dim, Tensor place) {
        var before = place.floor();
        var t = share(x, dim, place, before);
        var rest = t.neg().add(1);
        return weighted(x, dim, before.sub(1), outer(t.add(1)))
                .add(weighted(x, dim, before, inner(t)))
                .add(weighted(x, dim, before.add(1), inner(rest)))
                .add(weighted(x, dim, before.add(2), outer(rest.add(1))));
    }

    /** The positions in the input of the elements of the result. */
    private static Tensor places(Tensor x, int dim, long output, boolean alignCorners) {
        long input = x.shape().size(dim);
        var steps = NumberTensors.steps(x, output);
        if (alignCorners) {
            return steps.mul(output > 1 ? rounded(x, (input - 1.0) / (output - 1)) : 0);
        }
        return steps.add(0.5).mul(rounded(x, (double) input / output)).sub(0.5);
    }

    /** The distance of a position from the element before it. The first and last element are the limits. */
    private static Tensor share(Tensor x, int dim, Tensor place, Tensor before) {
        return place.sub(before.minimum(x.shape().size(dim) - 1)).clamp(0, 1);
    }

    /** Selects elements by index, multiplied by their weights. Indices beyond the edge select the edge. */
    private static Tensor weighted(Tensor x, int dim, Tensor index, Tensor weight) {
        return at(x, dim, index).mul(NumberTensors.along(weight, dim, x.shape().rank()));
    }

    private static Tensor at(Tensor x, int dim, Tensor index) {
        return x.indexSelect(dim, index.to(DType.INT64).clamp(0, x.shape().size(dim) - 1));
    }

    /** The weight of an element at a distance up to 1: ((A + 2) d - (A + 3)) d^2 + 1. */
    private static Tensor inner(Tensor d) {
        return d.mul(A + 2).sub(A + 3).mul(d).mul(d).add(1);
    }

    /** The weight of an element at a distance from 1 to 2: ((A d - 5 A) d + 8 A) d - 4 A. */
    private static Tensor outer(Tensor d) {
        return d.mul(A).sub(5 * A).mul(d).add(8 * A).mul(d).sub(4 * A);
    }

    private static double rounded(Tensor like, double value) {
        return like.dtype() == DType.FLOAT64 ? value : (float) value;
    }
}
