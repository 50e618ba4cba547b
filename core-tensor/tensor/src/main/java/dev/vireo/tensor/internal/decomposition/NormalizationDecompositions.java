package dev.vireo.tensor.internal.decomposition;

import dev.vireo.tensor.Dims;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.op.Normalization;
import dev.vireo.tensor.op.OpTable;
import java.util.Arrays;

/** Decomposes normalizations. */
final class NormalizationDecompositions {
    private NormalizationDecompositions() {}

    static OpTable<Decomposition<?>> table() {
        return new DecompositionTable("normalization")
                .row(Normalization.BatchNorm.class, (op, in) -> {
                    var results = batchNorm(op, HalfPrecision.widened(in));
                    results[0] = results[0].to(in[0].dtype());
                    return results;
                })
                .wide(Normalization.BatchNormInference.class, (op, in) -> {
                    var x = in[0];
                    var centered = x.sub(channels(in[1], x))
                            .mul(channels(in[2], x).add(op.eps()).rsqrt());
                    return affine(centered, in, 3, true);
                })
                .wide(Normalization.LayerNorm.class, (op, in) -> {
                    var dims = last(in[0], op.dims());
                    return affine(normalized(in[0], dims, op.eps()), in, 1, false);
                })
                .wide(Normalization.RmsNorm.class, (op, in) -> {
                    var meanSquare = in[0].square().mean(last(in[0], op.dims()), true);
                    return affine(in[0].mul(meanSquare.add(op.eps()).rsqrt()), in, 1, false);
                })
                .wide(Normalization.GroupNorm.class, (op, in) -> grouped(in, op.groups(), op.eps()))
                .wide(
                        Normalization.InstanceNorm.class,
                        (op, in) -> grouped(in, in[0].shape().size(1), op.eps()))
                .build();
    }

    private static Tensor[] batchNorm(Normalization.BatchNorm op, Tensor[] in) {
        var x = in[0];
        var over = allButChannels(x);
        var y = affine(normalized(x, over, op.eps()), in, 1, true);
        var outside = x.detach();
        return new Tensor[] {y, outside.mean(over, false), outside.var(over, 1, false)};
    }

    private static Dims allButChannels(Tensor x) {
        var dims = new int[x.shape().rank() - 1];
        for (int i = 1; i < dims.length; i++) {
            dims[i] = i + 1;
        }
        return Dims.of(dims);
    }

    private static Dims last(Tensor x, int count) {
        return Dims.range(x.shape().rank() - count, x.shape().rank());
    }

    private static Tensor normalized(Tensor x, Dims over, double eps) {
        var variance = x.var(over, 0, true);
        return x.sub(x.mean(over, true)).mul(variance.add(eps).rsqrt());
    }

    private static Tensor grouped(Tensor[] in, long groups, double eps) {
        var x = in[0];
        var shape = x.shape();
        long size = shape.slice(1, shape.rank()).elements() / Math.max(1, groups);
        var parts = x.reshape(shape.size(0), groups, size);
        return affine(normalized(parts, Dims.of(2), eps).reshape(shape.toArray()), in, 1, true);
    }

    /** Multiplies by the weight and adds the bias, if they are present. */
    private static Tensor affine(Tensor x, Tensor[] in, int from, boolean byChannel) {
        var y = x;
        if (in.length > from) {
            y = y.mul(byChannel ? channels(in[from], x) : in[from]);
        }
        if (in.length > from + 1) {
            y = y.add(byChannel ? channels(in[from + 1], x) : in[from + 1]);
        }
        return y;
    }

    /** Reshapes one value per channel so that it broadcasts to {@code [N, C, ...]}. */
    private static Tensor channels(Tensor values, Tensor x) {
        var sizes = new long[x.shape().rank() - 1];
        Arrays.fill(sizes, 1);
        sizes[0] = values.shape().elements();
        return values.reshape(sizes);
    }
}
