package dev.vireo.tensor.internal.decomposition;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Dims;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.internal.decomposition.part.NumberTensors;
import dev.vireo.tensor.internal.decomposition.part.UniformDraws;
import dev.vireo.tensor.op.Attention;
import dev.vireo.tensor.op.Embed;
import dev.vireo.tensor.op.LossOp;
import dev.vireo.tensor.op.OpTable;
import dev.vireo.tensor.op.Regularization;

/** Decomposes the operations of networks. */
final class NetworkDecompositions {
    private NetworkDecompositions() {}

    static OpTable<Decomposition<?>> table() {
        return new DecompositionTable("network")
                .wide(Attention.ScaledDotProductAttention.class, NetworkDecompositions::attention)
                .one(Embed.Embedding.class, NetworkDecompositions::embedding)
                .one(Regularization.Dropout.class, (op, in) -> {
                    var kept = UniformDraws.uniform(in[0].spec(), op.seed()).ge(op.p());
                    var scaled = op.p() == 1 ? in[0] : in[0].mul(1 / (1 - op.p()));
                    return Tensor.where(kept, scaled, NumberTensors.like(in[0], 0));
                })
                .wide(
                        LossOp.CrossEntropy.class,
                        (op, in) -> nll(in[0].logSoftmax(1), in[1], op.reduce(), op.ignoreIndex(), op.labelSmoothing()))
                .wide(LossOp.NllLoss.class, (op, in) -> nll(in[0], in[1], op.reduce(), op.ignoreIndex(), 0))
                .wide(LossOp.BinaryCrossEntropyWithLogits.class, (op, in) -> {
                    var loss = in[1].neg().add(1).mul(in[0]).sub(in[0].logSigmoid());
                    return switch (op.reduce()) {
                        case NONE -> loss;
                        case MEAN -> loss.mean();
                        case SUM -> loss.sum();
                    };
                })
                .build();
    }

    private static Tensor attention(Attention.ScaledDotProductAttention op, Tensor[] in) {
        var scores = in[0].matmul(in[1].transpose(-2, -1)).mul(op.scale());
        if (op.causal()) {
            var queries = NumberTensors.range(in[0], in[0].shape().size(-2)).unsqueeze(1);
            var keys = NumberTensors.range(in[0], in[1].shape().size(-2));
            scores = scores.maskedFill(keys.gt(queries), Double.NEGATIVE_INFINITY);
        }
        if (in.length == 4) {
            scores = in[3].dtype() == DType.BOOL
                    ? Tensor.where(in[3], scores, NumberTensors.like(scores, Double.NEGATIVE_INFINITY))
                    : scores.add(in[3]);
        }
        return in.length == 4
                ? visible(scores).matmul(in[2])
                : scores.softmax(-1).matmul(in[2]);
    }

    /** Replaces the weights of a query whose keys are all masked by zeros. */
    private static Tensor visible(Tensor scores) {
        var blind = scores.eq(Double.NEGATIVE_INFINITY).all(Dims.of(-1), true);
        var none = NumberTensors.like(scores, 0);
        return Tensor.where(blind, none, Tensor.where(blind, none, scores).softmax(-1));
    }

    /** Looks up rows. The row of the padding index receives no gradient. */
    private static Tensor embedding(Embed.Embedding op, Tensor[] in) {
        var index = in[1];
        var width = in[0].shape().slice(1, 2);
        var rows = in[0].indexSelect(0, index.reshape(index.shape().elements()))
                .reshape(index.shape().concat(width).toArray());
        return op.paddingIndex() < 0
                ? rows
                : Tensor.where(index.eq(op.paddingIndex()).unsqueeze(-1), rows.detach(), rows);
    }

    private static Tensor nll(
            Tensor logProbabilities, Tensor target, LossOp.Reduce reduce, long ignore, double smoothing) {
        var counted = target.ne(ignore);
        var safe = Tensor.where(counted, target, NumberTensors.like(target, 0));
        var losses = logProbabilities.gather(1, safe.unsqueeze(1)).squeeze(1).neg();
        if (smoothing > 0) {
            losses =
                    losses.mul(1 - smoothing).add(logProbabilities.mean(1).neg().mul(smoothing));
        }
        losses = Tensor.where(counted, losses, NumberTensors.like(losses, 0));
        return switch (reduce) {
            case NONE -> losses;
            case SUM -> losses.sum();
            case MEAN -> losses.sum().div(counted.sum().to(losses.dtype()));
        };
    }
}
