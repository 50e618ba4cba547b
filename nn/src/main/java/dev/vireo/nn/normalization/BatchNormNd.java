package dev.vireo.nn.normalization;

import dev.vireo.nn.internal.LayerChecks;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.NetworkMethods.BatchNormResult;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Batch normalization of inputs of any rank; parameters and buffers have PyTorch's names. */
abstract class BatchNormNd extends Affine {
    private final String layer;
    private final int leastRank;
    private final int mostRank;
    private final double eps;
    private final double momentum;
    private final @Nullable RunningStatistics running;

    BatchNormNd(
            String layer,
            int leastRank,
            int mostRank,
            long channels,
            double eps,
            double momentum,
            boolean affine,
            boolean tracking) {
        super(checked(layer, channels, momentum), affine, affine);
        this.layer = layer;
        this.leastRank = leastRank;
        this.mostRank = mostRank;
        this.eps = eps;
        this.momentum = momentum;
        this.running = tracking ? statistics(channels) : null;
    }

    /** Checks the arguments, and returns the shape of weight and bias. */
    private static Shape checked(String layer, long channels, double momentum) {
        LayerChecks.share(layer, "momentum", momentum);
        return Shape.of(LayerChecks.atLeast(1, layer, "channels", channels));
    }

    private RunningStatistics statistics(long channels) {
        return new RunningStatistics(
                buffer("running_mean", Tensor.zeros(channels)),
                buffer("running_var", Tensor.ones(channels)),
                buffer("num_batches_tracked", Tensor.scalar(0, DType.INT64)));
    }

    @Override
    public final Tensor forward(Tensor x) {
        LayerChecks.rank(layer, x.shape(), leastRank, mostRank);
        if (!isTraining() && running != null) {
            return normalizeBy(running, x);
        }
        var batch = normalizeByBatch(x);
        if (running != null) {
            running.track(batch.mean(), batch.variance(), momentum);
        }
        return batch.output();
    }

    private BatchNormResult normalizeByBatch(Tensor x) {
        var weight = weight();
        var bias = bias();
        return weight == null || bias == null ? x.batchNorm(eps) : x.batchNorm(eps, weight.value(), bias.value());
    }

    private Tensor normalizeBy(RunningStatistics statistics, Tensor x) {
        var mean = statistics.mean().value();
        var variance = statistics.variance().value();
        var weight = weight();
        var bias = bias();
        return weight == null || bias == null
                ? x.batchNormInference(eps, mean, variance)
                : x.batchNormInference(eps, mean, variance, weight.value(), bias.value());
    }
}
