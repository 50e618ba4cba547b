package dev.vireo.nn.loss;

import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.op.Loss.CrossEntropy;
import dev.vireo.tensor.op.Loss.Reduce;

/** What training makes small: functions of predictions and targets to a scalar. */
public final class Losses {
    private Losses() {}

    /** Logits {@code [N, C, ...]} and class indices int64 {@code [N, ...]}: the mean of -log softmax(logits)[target]. */
    public static Tensor crossEntropy(Tensor logits, Tensor target) {
        return logits.loss(new CrossEntropy(Reduce.MEAN, -100, 0), target);
    }

    /** The mean of (x - target)^2 over all elements; one shape. */
    public static Tensor mse(Tensor x, Tensor target) {
        return x.sub(target).square().mean();
    }
}
