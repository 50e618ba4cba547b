package dev.vireo.tensor.op;

/** Losses that engines fuse; the others are written with tensor methods. */
public sealed interface Loss extends Op {
    /** What becomes of the losses of the elements. */
    enum Reduce {
        NONE,
        /** Over the elements that are not ignored. */
        MEAN,
        SUM
    }

    /**
     * logits {@code [N, C, ...]}, target int64 {@code [N, ...]}: -log softmax(logits)[target] over C, as a scalar, or
     * {@code [N, ...]} for NONE. Targets equal to {@code ignoreIndex} count as 0 and carry no gradient.
     *
     * @param labelSmoothing from 0 to 1: that share of the target is spread over all classes (Szegedy et al. 2016)
     */
    record CrossEntropy(Reduce reduce, long ignoreIndex, double labelSmoothing) implements Loss {}

    /** log-probabilities {@code [N, C, ...]}, target int64 {@code [N, ...]}: minus the target's. */
    record NllLoss(Reduce reduce, long ignoreIndex) implements Loss {}

    /** logits and targets in [0, 1] of one shape: -t log sigmoid(x) - (1 - t) log(1 - sigmoid(x)), stable. */
    record BinaryCrossEntropyWithLogits(Reduce reduce) implements Loss {}
}
