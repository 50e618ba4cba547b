package dev.vireo.nn.normalization;

import dev.vireo.nn.Buffer;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.autograd.GradMode;
import dev.vireo.tensor.autograd.Recomputation;

/**
 * The running mean and variance of a batch normalization.
 *
 * @param mean {@code [C]}
 * @param variance {@code [C]}
 * @param batches how many batches were seen, a scalar of int64
 */
record RunningStatistics(Buffer mean, Buffer variance, Buffer batches) {
    /** Moves towards a batch's statistics; not when backward computes activations a second time. */
    void track(Tensor batchMean, Tensor batchVariance, double momentum) {
        if (Recomputation.isRecomputing()) {
            return;
        }
        try (var off = GradMode.off()) {
            move(mean.value(), batchMean, momentum);
            move(variance.value(), batchVariance, momentum);
            var count = batches.value();
            count.assign(count.add(1));
        }
    }

    private static void move(Tensor running, Tensor batch, double momentum) {
        running.assignLerp(batch.to(running.dtype()), momentum);
    }
}
