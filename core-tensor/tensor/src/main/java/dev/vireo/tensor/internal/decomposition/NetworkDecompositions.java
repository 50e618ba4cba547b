package dev.vireo.tensor.internal.decomposition;

import dev.vireo.tensor.Dims;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.op.Attention;
import dev.vireo.tensor.op.Embed;
import dev.vireo.tensor.op.Loss;
import dev.vireo.tensor.op.Normalization;
import dev.vireo.tensor.op.OpTable;

/** What networks are made of, in simpler operations. */
final class NetworkDecompositions {
    private NetworkDecompositions() {}

    static OpTable<Decomposition<?>> table() {
        return new DecompositionTable("network")
                .row(Normalization.BatchNorm.class, NetworkDecompositions::batchNorm)
                .one(Normalization.BatchNormInference.class, (op, in) -> {
                    var x = in[0];
                    var centered = x.sub(channels(in[1], x))
                            .mul(channels(in[2], x).add(op.eps()).rsqrt());
                    return affine(centered, in, 3, true);
                })
                .one(Normalization.LayerNorm.class, (op, in) -> {
                    var dims = last(in[0], op.dims());
                    return affine(normalized(in[0], dims, op.eps()), in, 1, false);
                })
                .one(Normalization.RmsNorm.class, (op, in) -> {
                    var meanSquare = in[0].square().mean(last(in[0], op.dims()), true);
                    return affine(in[0].mul(meanSquare.add(op.eps()).rsqrt()), in, 1, false);
                })
                .one(Normalization.GroupNorm.class, (op, in) -> grouped(in, op.groups(), op.eps()))
                .one(
                        Normalization.InstanceNorm.class,
                        (op, in) -> grouped(in, (int) in[0].shape().size(1), op.eps()))
                .one(Attention.ScaledDotProductAttention.class, NetworkDecompositions::attention)
                .one(
                        Embed.Embedding.class,
                        (op, in) -> in[0].indexSelect(0, in[1].reshape(-1))
                                .reshape(in[1].shape()
                                        .concat(in[0].shape().slice(1, 2))
                                        .toArray()))
                .one(Loss.CrossEntropy.class, NetworkDecompositions::crossEntropy)
                .one(Loss.NllLoss.class, (op, in) -> nll(in[0], in[1], op.reduce(), op.ignoreIndex(), 0))
                .one(Loss.BinaryCrossEntropyWithLogits.class, (op, in) -> {
                    var x = in[0];
                    var loss =
                            x.relu().sub(x.mul(in[1])).add(x.abs().neg().exp().log1p());
                    return switch (op.reduce()) {
                        case NONE -> loss;
                        case MEAN -> loss.mean();
                        case SUM -> loss.sum();
                    };
                })
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

    private static Tensor grouped(Tensor[] in, int groups, double eps) {
        var x = in[0];
        var parts = x.reshape(x.shape().size(0), groups, -1);
        return affine(normalized(parts, Dims.of(2), eps).reshape(x.shape().toArray()), in, 1, true);
    }

    /** Times the weight and plus the bias, as far as they are among the inputs. */
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

    /** A value a channel, so that it broadcasts to {@code [N, C, ...]}. */
    private static Tensor channels(Tensor values, Tensor x) {
        var sizes = new long[x.shape().rank() - 1];
        java.util.Arrays.fill(sizes, 1);
        sizes[0] = -1;
        return values.reshape(sizes);
    }

    private static Tensor attention(Attention.ScaledDotProductAttention op, Tensor[] in) {
        var scores = in[0].matmul(in[1].transpose(-2, -1)).mul(op.scale());
        if (op.causal()) {
            long queries = in[0].shape().size(-2);
            long keys = in[1].shape().size(-2);
            var seen = Tensor.full(in[0].spec().with(dev.vireo.tensor.Shape.of(queries, keys)), 1)
                    .tril(0);
            scores = scores.maskedFill(seen.eq(0), Double.NEGATIVE_INFINITY);
        }
        if (in.length == 4) {
            scores = in[3].dtype() == dev.vireo.tensor.DType.BOOL
                    ? Tensor.where(in[3], scores, scores.mul(0).add(Double.NEGATIVE_INFINITY))
                    : scores.add(in[3]);
        }
        return scores.softmax(-1).matmul(in[2]);
    }

    private static Tensor crossEntropy(Loss.CrossEntropy op, Tensor[] in) {
        return nll(in[0].logSoftmax(1), in[1], op.reduce(), op.ignoreIndex(), op.labelSmoothing());
    }

    private static Tensor nll(
            Tensor logProbabilities, Tensor target, Loss.Reduce reduce, long ignore, double smoothing) {
        var counted = target.ne(ignore);
        var safe = Tensor.where(counted, target, target.mul(0));
        var losses = logProbabilities.gather(1, safe.unsqueeze(1)).squeeze(1).neg();
        if (smoothing > 0) {
            losses =
                    losses.mul(1 - smoothing).add(logProbabilities.mean(1).neg().mul(smoothing));
        }
        var weight = counted.to(losses.dtype());
        losses = Tensor.where(counted, losses, losses.mul(0));
        return switch (reduce) {
            case NONE -> losses;
            case SUM -> losses.sum();
            case MEAN -> losses.sum().div(weight.sum());
        };
    }
}
