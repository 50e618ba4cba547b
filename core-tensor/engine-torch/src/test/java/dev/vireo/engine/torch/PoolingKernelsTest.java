package dev.vireo.engine.torch;

import static dev.vireo.engine.torch.TestTensors.normal;

import dev.vireo.engine.torch.internal.kernel.pooling.PoolingKernels;
import dev.vireo.tensor.Dims;
import dev.vireo.tensor.op.Pooling.AdaptiveAvgPool;
import dev.vireo.tensor.op.Pooling.AdaptiveMaxPool;
import dev.vireo.tensor.op.Pooling.AvgPool;
import dev.vireo.tensor.op.Pooling.MaxPool;
import java.util.List;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class PoolingKernelsTest {
    private final GradientCheck check = GradientCheck.of(PoolingKernels.table());

    @Test
    void maxPoolsSequencesImagesAndVolumes() {
        max(new MaxPool(Dims.of(3), Dims.of(2), Dims.of(1), Dims.of(1), false), normal(2, 3, 9));
        max(new MaxPool(Dims.of(2, 3), Dims.of(2, 1), Dims.of(1, 1), Dims.of(1, 2), false), normal(2, 3, 7, 9));
        max(
                new MaxPool(Dims.of(2, 2, 2), Dims.of(2, 2, 2), Dims.of(0, 1, 1), Dims.of(1, 1, 1), true),
                normal(2, 3, 5, 5, 5));
    }

    @Test
    void maxPoolsWithCeilMode() {
        max(new MaxPool(Dims.of(3, 3), Dims.of(2, 2), Dims.of(0, 0), Dims.of(1, 1), true), normal(2, 3, 8, 8));
        max(new MaxPool(Dims.of(3), Dims.of(2), Dims.of(0), Dims.of(1), true), normal(2, 3, 8));
    }

    @Test
    void maxPoolsStridedTensors() {
        var x = normal(2, 8, 8, 3).permute(0, 3, 1, 2);
        max(new MaxPool(Dims.of(3, 3), Dims.of(2, 2), Dims.of(1, 1), Dims.of(1, 1), false), x);
    }

    @Test
    void maxPoolsManyChannels() {
        max(new MaxPool(Dims.of(2, 2), Dims.of(2, 2), Dims.of(0, 0), Dims.of(1, 1), false), normal(4, 32, 12, 12));
        max(new MaxPool(Dims.of(2, 2), Dims.of(2, 2), Dims.of(0, 0), Dims.of(1, 1), false), normal(3, 16, 128, 128));
        max(new MaxPool(Dims.of(3, 3), Dims.of(2, 2), Dims.of(1, 1), Dims.of(2, 1), true), normal(4, 16, 17, 16));
    }

    @Test
    void amongEqualMaximaTheFirstGetsTheGradient() {
        var op = new MaxPool(Dims.of(2, 2), Dims.of(2, 2), Dims.of(0, 0), Dims.of(1, 1), false);
        max(op, normal(4, 32, 12, 12).relu());
    }

    @Test
    void avgPoolsWithAndWithoutPaddingInTheCount() {
        for (boolean counted : new boolean[] {true, false}) {
            avg(new AvgPool(Dims.of(3), Dims.of(2), Dims.of(1), true, counted), normal(2, 3, 8));
            avg(new AvgPool(Dims.of(3, 2), Dims.of(2, 2), Dims.of(1, 1), false, counted), normal(2, 3, 7, 8));
            avg(
                    new AvgPool(Dims.of(3, 2, 2), Dims.of(2, 2, 1), Dims.of(1, 1, 0), true, counted),
                    normal(2, 3, 4, 5, 6));
        }
    }

    @Test
    void poolsAnEmptyBatch() {
        max(new MaxPool(Dims.of(2, 2), Dims.of(2, 2), Dims.of(0, 0), Dims.of(1, 1), false), normal(0, 3, 8, 8));
        avg(new AvgPool(Dims.of(2, 2), Dims.of(2, 2), Dims.of(0, 0), false, true), normal(0, 3, 8, 8));
        adaptiveAvg(new AdaptiveAvgPool(Dims.of(2, 2)), normal(0, 3, 8, 8));
        adaptiveMax(new AdaptiveMaxPool(Dims.of(2, 2)), normal(0, 3, 8, 8));
    }

    @Test
    void adaptivePoolsMatchLibtorch() {
        adaptiveAvg(new AdaptiveAvgPool(Dims.of(4)), normal(2, 3, 9));
        adaptiveAvg(new AdaptiveAvgPool(Dims.of(1, 1)), normal(2, 3, 7, 5));
        adaptiveAvg(new AdaptiveAvgPool(Dims.of(3, 2)), normal(2, 3, 7, 5));
        adaptiveAvg(new AdaptiveAvgPool(Dims.of(2, 3, 2)), normal(2, 3, 4, 7, 5));
        adaptiveMax(new AdaptiveMaxPool(Dims.of(4)), normal(2, 3, 9));
        adaptiveMax(new AdaptiveMaxPool(Dims.of(3, 2)), normal(2, 3, 7, 5));
        adaptiveMax(new AdaptiveMaxPool(Dims.of(2, 3, 2)), normal(2, 3, 4, 7, 5));
    }

    private void max(MaxPool op, Tensor x) {
        var kernel = op.kernel().toLongArray();
        var stride = op.stride().toLongArray();
        var padding = op.padding().toLongArray();
        var dilation = op.dilation().toLongArray();
        check.agrees(op, List.of(x), in -> new Tensor[] {
            switch (kernel.length) {
                case 1 -> torch.max_pool1d(in[0], kernel, stride, padding, dilation, op.ceilMode());
                case 2 -> torch.max_pool2d(in[0], kernel, stride, padding, dilation, op.ceilMode());
                default -> torch.max_pool3d(in[0], kernel, stride, padding, dilation, op.ceilMode());
            }
        });
    }

    private void avg(AvgPool op, Tensor x) {
        var kernel = op.kernel().toLongArray();
        var stride = op.stride().toLongArray();
        var padding = op.padding().toLongArray();
        boolean ceil = op.ceilMode();
        boolean counted = op.countIncludePad();
        check.agrees(op, List.of(x), in -> new Tensor[] {
            switch (kernel.length) {
                case 1 -> torch.avg_pool1d(in[0], kernel, stride, padding, ceil, counted);
                case 2 -> torch.avg_pool2d(in[0], kernel, stride, padding, ceil, counted, new LongOptional());
                default -> torch.avg_pool3d(in[0], kernel, stride, padding, ceil, counted, new LongOptional());
            }
        });
    }

    private void adaptiveAvg(AdaptiveAvgPool op, Tensor x) {
        var sizes = op.output().toLongArray();
        check.agrees(op, List.of(x), in -> new Tensor[] {
            switch (sizes.length) {
                case 1 -> torch.adaptive_avg_pool1d(in[0], sizes);
                case 2 -> torch.adaptive_avg_pool2d(in[0], sizes);
                default -> torch.adaptive_avg_pool3d(in[0], sizes);
            }
        });
    }

    private void adaptiveMax(AdaptiveMaxPool op, Tensor x) {
        var sizes = op.output().toLongArray();
        check.agrees(op, List.of(x), in -> new Tensor[] {
            switch (sizes.length) {
                case 1 -> first(torch.adaptive_max_pool1d(in[0], sizes));
                case 2 -> first(torch.adaptive_max_pool2d(in[0], sizes));
                default -> first(torch.adaptive_max_pool3d(in[0], sizes));
            }
        });
    }

    private static Tensor first(T_TensorTensor_T tuple) {
        try (tuple) {
            return new Tensor(tuple.get0());
        }
    }
}
