package dev.vireo.nn.loss;

import dev.vireo.tensor.Dims;
import dev.vireo.tensor.ShapeException;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.VireoException;
import dev.vireo.tensor.op.LossOp.BinaryCrossEntropyWithLogits;
import dev.vireo.tensor.op.LossOp.CrossEntropy;
import dev.vireo.tensor.op.LossOp.NllLoss;
import dev.vireo.tensor.op.LossOp.Reduce;

/**
 * Functions that training minimizes. They map predictions and targets to a scalar, or to one loss per element with
 * {@link Reduce#NONE}. The short forms average, as in {@code torch.nn.functional}.
 */
public final class Losses {
    private static final long IGNORED = -100;

    private Losses() {}

    /**
     * The mean of -log softmax(logits)[target]. The logits are {@code [N, C, ...]}, the class indices int64 {@code [N,
     * ...]}.
     */
    public static Tensor crossEntropy(Tensor logits, Tensor target) {
        return crossEntropy(logits, target, new CrossEntropy(Reduce.MEAN, IGNORED, 0));
    }

    /** As {@link #crossEntropy(Tensor, Tensor)}, with label smoothing, an ignored class or another reduction. */
    public static Tensor crossEntropy(Tensor logits, Tensor target, CrossEntropy attributes) {
        return logits.loss(attributes, target);
    }

    /**
     * The mean of the targets' negative log-probabilities. The log-probabilities are {@code [N, C, ...]}, the class
     * indices int64 {@code [N, ...]}.
     */
    public static Tensor nll(Tensor logProbabilities, Tensor target) {
        return nll(logProbabilities, target, new NllLoss(Reduce.MEAN, IGNORED));
    }

    /** As {@link #nll(Tensor, Tensor)}, with an ignored class or another reduction. */
    public static Tensor nll(Tensor logProbabilities, Tensor target, NllLoss attributes) {
        return logProbabilities.loss(attributes, target);
    }

    /**
     * The mean of -t log sigmoid(x) - (1 - t) log(1 - sigmoid(x)) for logits x and targets t in [0, 1] of the same
     * shape.
     */
    public static Tensor binaryCrossEntropyWithLogits(Tensor logits, Tensor target) {
        return binaryCrossEntropyWithLogits(logits, target, Reduce.MEAN);
    }

    /** As {@link #binaryCrossEntropyWithLogits(Tensor, Tensor)}, with another reduction. */
    public static Tensor binaryCrossEntropyWithLogits(Tensor logits, Tensor target, Reduce reduce) {
        return logits.loss(new BinaryCrossEntropyWithLogits(reduce), target);
    }

    /** The mean of (x - target)^2 over all elements. Both have the same shape. */
    public static Tensor mse(Tensor x, Tensor target) {
        return mse(x, target, Reduce.MEAN);
    }

    /** As {@link #mse(Tensor, Tensor)}, with another reduction. */
    public static Tensor mse(Tensor x, Tensor target, Reduce reduce) {
        return reduced(difference("mse", x, target).square(), reduce);
    }

    /** The mean of |x - target| over all elements. Both have the same shape. */
    public static Tensor l1(Tensor x, Tensor target) {
        return l1(x, target, Reduce.MEAN);
    }

    /** As {@link #l1(Tensor, Tensor)}, with another reduction. */
    public static Tensor l1(Tensor x, Tensor target, Reduce reduce) {
        return reduced(difference("l1", x, target).abs(), reduce);
    }

    /** {@link #smoothL1(Tensor, Tensor, double, Reduce)} with beta 1. */
    public static Tensor smoothL1(Tensor x, Tensor target) {
        return smoothL1(x, target, 1, Reduce.MEAN);
    }

    /**
     * Smooth L1 loss: d^2 / (2 beta) where d = |x - target| is below beta, else d - beta / 2 (Girshick, 2015). Both
     * have the same shape.
     *
     * @param beta not negative; 0 gives {@link #l1}
     */
    public static Tensor smoothL1(Tensor x, Tensor target, double beta, Reduce reduce) {
        if (beta == 0) {
            return l1(x, target, reduce);
        }
        return reduced(quadraticThenLinear("smoothL1", x, target, beta).div(beta), reduce);
    }

    /** {@link #huber(Tensor, Tensor, double, Reduce)} with delta 1. */
    public static Tensor huber(Tensor x, Tensor target) {
        return huber(x, target, 1, Reduce.MEAN);
    }

    /**
     * Huber loss: d^2 / 2 where d = |x - target| is below delta, else delta (d - delta / 2) (Huber, 1964). Both have
     * the same shape.
     *
     * @param delta positive
     */
    public static Tensor huber(Tensor x, Tensor target, double delta, Reduce reduce) {
        return reduced(quadraticThenLinear("huber", x, target, delta), reduce);
    }

    /**
     * Kullback-Leibler divergence: target (log target - x) for log-probabilities x and probabilities of the same shape;
     * 0 where the target is 0.
     *
     * @param reduce MEAN averages over all elements, as in PyTorch; for distributions {@code [N, C]} the divergence is
     * the SUM divided by N
     */
    public static Tensor klDiv(Tensor x, Tensor target, Reduce reduce) {
        sameShape("klDiv", x, target);
        var safe = target.add(target.eq(0).to(target.dtype())); // 0 log 0 is 0
        var entropy = target.mul(safe.log());
        return reduced(entropy.sub(target.mul(x)), reduce);
    }

    /** The cosine of the angle between vectors along a dimension, which is removed: {@code [..., D, ...] -> [...]}. */
    public static Tensor cosineSimilarity(Tensor a, Tensor b, int dim) {
        sameShape("cosineSimilarity", a, b);
        var lengths = length(a, dim).mul(length(b, dim));
        return a.mul(b).sum(dim).div(lengths);
    }

    /**
     * Cosine embedding loss of vectors {@code [N, D]} and targets {@code [N]}: 1 - cos(a, b) for the target 1
     * (similar), max(0, cos(a, b) - margin) for -1.
     *
     * @param margin from -1 to 1; PyTorch's default is 0
     */
    public static Tensor cosineEmbedding(Tensor a, Tensor b, Tensor target, double margin, Reduce reduce) {
        var cosine = cosineSimilarity(a, b, -1);
        sameShape("cosineEmbedding", cosine, target);
        var alike = cosine.neg().add(1);
        var different = cosine.sub(margin).relu();
        return reduced(Tensor.where(target.gt(0), alike, different), reduce);
    }

    private static Tensor length(Tensor x, int dim) {
        return x.norm(2, Dims.of(dim), false).maximum(1e-8);
    }

    /** Returns d^2 / 2 up to the bound, continued along the tangent. */
    private static Tensor quadraticThenLinear(String loss, Tensor x, Tensor target, double bound) {
        if (!(bound > 0)) {
            throw new VireoException(loss + ": the bound is " + bound + "; expected a positive number");
        }
        var distance = difference(loss, x, target).abs();
        var near = distance.minimum(bound);
        return near.mul(distance.sub(near.mul(0.5)));
    }

    private static Tensor difference(String loss, Tensor x, Tensor target) {
        sameShape(loss, x, target);
        return x.sub(target);
    }

    private static void sameShape(String loss, Tensor x, Tensor target) {
        if (!x.shape().equals(target.shape())) {
            throw new ShapeException(loss + ": the target has the shape " + target.shape() + "; expected " + x.shape());
        }
    }

    private static Tensor reduced(Tensor losses, Reduce reduce) {
        return switch (reduce) {
            case NONE -> losses;
            case MEAN -> losses.mean();
            case SUM -> losses.sum();
        };
    }
}
