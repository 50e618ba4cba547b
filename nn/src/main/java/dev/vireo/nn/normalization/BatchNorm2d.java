package dev.vireo.nn.normalization;

import dev.vireo.nn.Layer;
import dev.vireo.tensor.GradMode;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.op.Normalization.BatchNorm;
import dev.vireo.tensor.op.Normalization.BatchNormInference;

/**
 * Each channel of {@code [N, C, H, W]} normalized over batch and space: in training by the batch's own statistics,
 * which move the running ones; in evaluation by those. (Ioffe and Szegedy 2015)
 */
public final class BatchNorm2d extends Layer {
    private final double eps;
    private final double momentum;

    public BatchNorm2d(long channels) {
        this(channels, 1e-5, 0.1);
    }

    /**
     * @param momentum how far the running statistics move towards the batch's at each step
     */
    public BatchNorm2d(long channels, double eps, double momentum) {
        this.eps = eps;
        this.momentum = momentum;
        parameter("weight", Tensor.ones(channels));
        parameter("bias", Tensor.zeros(channels));
        buffer("running_mean", Tensor.zeros(channels));
        buffer("running_var", Tensor.ones(channels));
    }

    @Override
    public Tensor forward(Tensor x) {
        var weight = value("weight");
        var bias = value("bias");
        var mean = value("running_mean");
        var variance = value("running_var");
        if (!isTraining()) {
            return x.normalize(new BatchNormInference(eps), mean, variance, weight, bias)[0];
        }
        var results = x.normalize(new BatchNorm(eps), weight, bias);
        try (var off = GradMode.off()) {
            mean.assignLerp(results[1].to(mean.dtype()), momentum);
            variance.assignLerp(results[2].to(variance.dtype()), momentum);
        }
        return results[0];
    }
}
