package dev.vireo.engine.tck.sample;

import dev.vireo.engine.tck.sample.OpSample.Trait;
import dev.vireo.tensor.Dims;
import dev.vireo.tensor.op.LossOp;
import dev.vireo.tensor.op.Normalization;
import dev.vireo.tensor.op.OpTable;
import dev.vireo.tensor.op.Pooling;
import dev.vireo.tensor.op.Resampling;
import dev.vireo.tensor.op.Resampling.Mode;
import java.util.List;

/** Samples of pooling, normalization, losses and resampling. */
final class NetworkSamples {
    private final RandomValues draw = new RandomValues(6);
    private final SampleRows rows = new SampleRows("network");

    private NetworkSamples() {}

    static OpTable<List<OpSample>> table() {
        var samples = new NetworkSamples();
        samples.pools();
        samples.normalizations();
        samples.losses();
        samples.resampling();
        return samples.rows.build();
    }

    private void pools() {
        for (int d = 1; d <= 3; d++) {
            rows.add(maxPool(d, 2, 2, 0, 1, false), distinct(2, 2, d, 4))
                    .add(maxPool(d, 3, 2, 1, 1, true), distinct(1, 1, d, 4))
                    .add(avgPool(d, 2, 2, 0, false, true), image(2, 2, d, 4))
                    .add(avgPool(d, 3, 2, 1, true, true), image(1, 1, d, 4))
                    .add(avgPool(d, 3, 2, 1, false, false), image(1, 2, d, 5))
                    .add(new Pooling.AdaptiveAvgPool(Dims.filled(d, 1)), image(2, 2, d, 3))
                    .add(new Pooling.AdaptiveAvgPool(Dims.filled(d, 3)), image(1, 2, d, 5))
                    .add(new Pooling.AdaptiveMaxPool(Dims.filled(d, 1)), distinct(2, 2, d, 3))
                    .add(new Pooling.AdaptiveMaxPool(Dims.filled(d, 3)), distinct(1, 1, d, 5));
        }
        rows.add(maxPool(2, 2, 1, 0, 2, false), distinct(1, 2, 2, 5))
                .add(avgPool(2, 2, 3, 1, true, false), image(1, 1, 2, 5))
                .add(maxPool(2, 2, 2, 0, 1, false), draw.normal(0, 2, 4, 4))
                .add(avgPool(2, 2, 2, 0, false, true), draw.normal(0, 2, 4, 4))
                .add(new Pooling.AdaptiveAvgPool(Dims.of(2, 2)), draw.normal(0, 2, 4, 4))
                .add(new Pooling.AdaptiveMaxPool(Dims.of(2, 2)), draw.normal(0, 2, 4, 4))
                .add(new Pooling.AdaptiveAvgPool(Dims.of(7, 2)), draw.normal(1, 1, 5, 4));
    }

    private void normalizations() {
        var batch = new Normalization.BatchNorm(1e-5);
        rows.add(batch, draw.normal(4, 3), draw.normal(3), draw.normal(3))
                .add(batch, draw.normal(3, 2, 4))
                .add(batch, draw.normal(2, 3, 3, 2), draw.normal(3), draw.normal(3))
                .add(batch, draw.normal(2, 2, 2, 2, 2), draw.normal(2), draw.normal(2));
        var inference = new Normalization.BatchNormInference(1e-5);
        rows.add(inference, draw.normal(4, 3), draw.normal(3), variance(3), draw.normal(3), draw.normal(3))
                .add(inference, draw.normal(2, 3, 2, 2), draw.normal(3), variance(3))
                .add(inference, draw.normal(2, 3, 4), draw.normal(3), variance(3), draw.normal(3), draw.normal(3))
                .add(inference, draw.normal(0, 3, 4), draw.normal(3), variance(3));
        rows.add(new Normalization.LayerNorm(1, 1e-5), draw.normal(3, 4), draw.normal(4), draw.normal(4))
                .add(new Normalization.LayerNorm(1, 1e-5), draw.normal(3, 4))
                .add(new Normalization.LayerNorm(2, 1e-3), draw.normal(2, 3, 4), draw.normal(3, 4), draw.normal(3, 4))
                .add(new Normalization.LayerNorm(1, 1e-5), draw.normal(2, 3, 4), draw.normal(4))
                .add(new Normalization.LayerNorm(1, 1e-5), draw.normal(0, 4), draw.normal(4), draw.normal(4));
        rows.add(new Normalization.GroupNorm(2, 1e-5), draw.normal(2, 4, 3), draw.normal(4), draw.normal(4))
                .add(new Normalization.GroupNorm(1, 1e-5), draw.normal(2, 3, 2, 2))
                .add(new Normalization.GroupNorm(3, 1e-5), draw.normal(2, 6), draw.normal(6), draw.normal(6))
                .add(new Normalization.GroupNorm(2, 1e-5), draw.normal(0, 4, 3), draw.normal(4), draw.normal(4));
        rows.add(new Normalization.InstanceNorm(1e-5), draw.normal(2, 3, 4), draw.normal(3), draw.normal(3))
                .add(new Normalization.InstanceNorm(1e-5), draw.normal(2, 2, 3, 2));
        rows.add(new Normalization.RmsNorm(1, 1e-6), draw.normal(3, 4), draw.normal(4))
                .add(new Normalization.RmsNorm(1, 1e-6), draw.normal(3, 4))
                .add(new Normalization.RmsNorm(2, 1e-6), draw.normal(2, 3, 4), draw.normal(3, 4))
                .add(new Normalization.RmsNorm(1, 1e-6), draw.normal(0, 4), draw.normal(4));
    }

    private void losses() {
        for (var reduce : LossOp.Reduce.values()) {
            rows.add(new LossOp.CrossEntropy(reduce, -100, 0), draw.normal(4, 3), draw.indices(3, 4))
                    .add(new LossOp.CrossEntropy(reduce, -100, 0.2), draw.normal(4, 3), draw.indices(3, 4))
                    .add(new LossOp.CrossEntropy(reduce, 1, 0), draw.normal(4, 3), Argument.index(0, 1, 2, 1))
                    .add(new LossOp.CrossEntropy(reduce, 1, 0.1), draw.normal(4, 3), Argument.index(0, 1, 2, 1))
                    .add(new LossOp.CrossEntropy(reduce, -100, 0), draw.normal(2, 3, 2, 2), draw.indices(3, 2, 2, 2))
                    .add(new LossOp.NllLoss(reduce, -100), draw.uniform(-3, -0.1, 4, 3), draw.indices(3, 4))
                    .add(new LossOp.NllLoss(reduce, 2), draw.uniform(-3, -0.1, 4, 3), Argument.index(0, 1, 2, 1))
                    .add(new LossOp.NllLoss(reduce, -100), draw.uniform(-3, -0.1, 2, 3, 2), draw.indices(3, 2, 2))
                    .add(
                            new LossOp.BinaryCrossEntropyWithLogits(reduce),
                            draw.normal(3, 4),
                            draw.uniform(0.06, 0.95, 3, 4))
                    .add(
                            new LossOp.BinaryCrossEntropyWithLogits(reduce),
                            Argument.of(-50, -20, 20, 50),
                            Argument.of(0.25, 0.5, 0.5, 0.75));
        }
        rows.add(
                        new LossOp.CrossEntropy(LossOp.Reduce.MEAN, -100, 0),
                        Argument.of(1000, -1000, 0, 5, 4, 3).reshape(2, 3),
                        Argument.index(0, 1))
                .add(new LossOp.CrossEntropy(LossOp.Reduce.SUM, -100, 0), draw.normal(0, 3), draw.indices(3, 0))
                .add(new LossOp.CrossEntropy(LossOp.Reduce.NONE, -100, 0), draw.normal(0, 3), draw.indices(3, 0))
                .add(new LossOp.BinaryCrossEntropyWithLogits(LossOp.Reduce.SUM), draw.normal(0), draw.normal(0));
    }

    private void resampling() {
        rows.add(interpolate(Mode.NEAREST, false, 7), draw.normal(2, 2, 4))
                .add(interpolate(Mode.NEAREST, false, 2), draw.normal(1, 2, 5))
                .add(interpolate(Mode.NEAREST, false, 5, 3), draw.normal(1, 2, 3, 4))
                .add(interpolate(Mode.NEAREST, false, 3, 2, 4), draw.normal(1, 1, 2, 3, 2));
        for (boolean corners : new boolean[] {false, true}) {
            rows.add(interpolate(Mode.LINEAR, corners, 7), draw.normal(2, 2, 4))
                    .add(interpolate(Mode.LINEAR, corners, 5, 3), draw.normal(1, 2, 3, 4))
                    .add(interpolate(Mode.LINEAR, corners, 1, 1), draw.normal(1, 1, 3, 4))
                    .add(interpolate(Mode.LINEAR, corners, 3, 2, 4), draw.normal(1, 1, 2, 3, 2))
                    .add(interpolate(Mode.BICUBIC, corners, 6, 3), draw.normal(1, 2, 4, 5))
                    .add(OpSample.of(interpolate(Mode.BICUBIC, corners, 2, 2), draw.normal(1, 1, 3, 3))
                            .with(Trait.NO_HALF));
        }
        rows.add(new Resampling.PixelShuffle(2), draw.normal(2, 8, 2, 3))
                .add(new Resampling.PixelShuffle(1), draw.normal(2, 3, 2, 2))
                .add(new Resampling.PixelShuffle(3), draw.normal(1, 9, 1, 2))
                .add(new Resampling.PixelShuffle(2), draw.normal(0, 4, 2, 3));
    }

    private Argument variance(long channels) {
        return draw.uniform(0.3, 2, channels);
    }

    private Argument image(long batch, long channels, int rank, long size) {
        return draw.normal(shape(batch, channels, rank, size));
    }

    private Argument distinct(long batch, long channels, int rank, long size) {
        return draw.distinct(shape(batch, channels, rank, size));
    }

    private static long[] shape(long batch, long channels, int rank, long size) {
        var shape = new long[rank + 2];
        shape[0] = batch;
        shape[1] = channels;
        for (int i = 0; i < rank; i++) {
            shape[i + 2] = rank == 3 ? Math.min(size, 4) : size + i;
        }
        return shape;
    }

    private static Pooling.MaxPool maxPool(int d, int kernel, int stride, int padding, int dilation, boolean ceil) {
        return new Pooling.MaxPool(
                Dims.filled(d, kernel),
                Dims.filled(d, stride),
                Dims.filled(d, padding),
                Dims.filled(d, dilation),
                ceil);
    }

    private static Pooling.AvgPool avgPool(int d, int kernel, int stride, int padding, boolean ceil, boolean include) {
        return new Pooling.AvgPool(
                Dims.filled(d, kernel), Dims.filled(d, stride), Dims.filled(d, padding), ceil, include);
    }

    private static Resampling.Interpolate interpolate(Mode mode, boolean alignCorners, int... output) {
        return new Resampling.Interpolate(Dims.of(output), mode, alignCorners);
    }
}
