package dev.vireo.tensor.op;

/** Losses that engines can fuse. Other losses are composed of tensor methods. */
public sealed interface LossOp extends Op {
    /** How the losses of the elements are combined. */
    enum Reduce {
        /** Returns the loss of each element. */
        NONE,
        /** Averages over the elements that are not ignored. */
        MEAN,
        /** Sums over the elements. */
        SUM
    }

    /**
     * Cross entropy: logits {@code [N, C, ...]} and target int64 {@code [N, ...]} to -log softmax(logits)[target] over
     * C, as a scalar, or {@code [N, ...]} for NONE.
     *
     * @param reduce how the losses of the elements are combined
     * @param ignoreIndex targets with this value have loss 0 and no gradient
     * @param labelSmoothing the share of the target, from 0 to 1, that is spread over all classes (Szegedy et al.,
     * 2016)
     */
    record CrossEntropy(Reduce reduce, long ignoreIndex, double labelSmoothing) implements LossOp {}

    /**
     * Negative log-likelihood: log-probabilities {@code [N, C, ...]} and target int64 {@code [N, ...]} to minus the
     * log-probability of the target, as a scalar, or {@code [N, ...]} for NONE.
     *
     * @param reduce how the losses of the elements are combined
     * @param ignoreIndex targets with this value have loss 0 and no gradient
     */
    record NllLoss(Reduce reduce, long ignoreIndex) implements LossOp {}

    /**
     * Binary cross entropy: logits x and targets t in [0, 1], of the same shape, to -t log sigmoid(x) - (1 - t) log(1 -
     * sigmoid(x)), computed without overflow.
     *
     * @param reduce how the losses of the elements are combined
     */
    record BinaryCrossEntropyWithLogits(Reduce reduce) implements LossOp {}
}
