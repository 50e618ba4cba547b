package dev.vireo.nn.normalization;

import dev.vireo.nn.Layer;
import dev.vireo.nn.internal.Arguments;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.autograd.Checkpoint;
import dev.vireo.tensor.autograd.GradMode;
import dev.vireo.tensor.op.Normalization.BatchNorm;
import dev.vireo.tensor.op.Normalization.BatchNormInference;

/** Batch normalization of inputs of any rank; parameters and buffers have PyTorch's names. */
abstract class BatchNormNd extends Layer {
    private static final String MEAN = "running_mean";
    private static final String VARIANCE = "running_var";
    private static final String BATCHES = "num_batches_tracked";

    private final String layer;
    private final int leastRank;
    private final int mostRank;
    private final double eps;
    private final double momentum;
    private final boolean affine;
    private final boolean tracking;

    BatchNormNd(
            String layer,
            int leastRank,
            int mostRank,
            long channels,
            double eps,
            double momentum,
            boolean affine,
            boolean tracking) {
        this.layer = layer;
        this.leastRank = leastRank;
        this.mostRank = mostRank;
        this.eps = eps;
        this.momentum = Arguments.share(layer, "momentum", momentum);
        this.affine = affine;
        this.tracking = tracking;
        Arguments.atLeast(1, layer, "channels", channels);
        if (affine) {
            parameter("weight", Tensor.ones(channels));
            parameter("bias", Tensor.zeros(channels));
        }
        if (tracking) {
            buffer(MEAN, Tensor.zeros(channels));
            buffer(VARIANCE, Tensor.ones(channels));
            buffer(BATCHES, Tensor.scalar(0, DType.INT64));
        }
    }

    @Override
    public final Tensor forward(Tensor x) {
        Arguments.rank(layer, x.shape(), leastRank, mostRank);
        if (!isTraining() && tracking) {
            return normalizeByRunning(x);
        }
        var batch = new BatchNorm(eps);
        var results = affine ? x.normalize(batch, value("weight"), value("bias")) : x.normalize(batch);
        if (isTraining() && tracking) {
            track(results[1], results[2]);
        }
        return results[0];
    }

    private Tensor normalizeByRunning(Tensor x) {
        var running = new BatchNormInference(eps);
        var mean = value(MEAN);
        var variance = value(VARIANCE);
        return affine
                ? x.normalize(running, mean, variance, value("weight"), value("bias"))[0]
                : x.normalize(running, mean, variance)[0];
    }

    /** Once a step: not again where a checkpoint runs the layer a second time. */
    private void track(Tensor batchMean, Tensor batchVariance) {
        if (Checkpoint.isRecomputing()) {
            return;
        }
        var mean = value(MEAN);
        var variance = value(VARIANCE);
        var batches = value(BATCHES);
        try (var off = GradMode.off()) {
            mean.assignLerp(batchMean.to(mean.dtype()), momentum);
            variance.assignLerp(batchVariance.to(variance.dtype()), momentum);
            batches.assign(batches.add(1));
        }
    }
}
