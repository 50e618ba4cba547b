package dev.vireo.engine.torch;

import static dev.vireo.engine.torch.TestTensors.normal;

import dev.vireo.engine.torch.internal.kernel.ResamplingKernels;
import dev.vireo.tensor.Dims;
import dev.vireo.tensor.op.Resampling.Interpolate;
import dev.vireo.tensor.op.Resampling.Mode;
import dev.vireo.tensor.op.Resampling.PixelShuffle;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class ResamplingKernelsTest {
    private final GradientCheck check = GradientCheck.of(ResamplingKernels.table());

    @Test
    void nearestOfEachRank() {
        check.agrees(new Interpolate(Dims.of(7), Mode.NEAREST, false), List.of(normal(2, 3, 4)), in ->
                new Tensor[] {torch.upsample_nearest1d(in[0], new long[] {7})});
        check.agrees(new Interpolate(Dims.of(7, 2), Mode.NEAREST, false), List.of(normal(2, 3, 4, 5)), in ->
                new Tensor[] {torch.upsample_nearest2d(in[0], new long[] {7, 2})});
        check.agrees(new Interpolate(Dims.of(4, 3, 6), Mode.NEAREST, false), List.of(normal(2, 3, 2, 4, 3)), in ->
                new Tensor[] {torch.upsample_nearest3d(in[0], new long[] {4, 3, 6})});
    }

    @Test
    void linearOfEachRank() {
        for (boolean corners : new boolean[] {true, false}) {
            check.agrees(new Interpolate(Dims.of(7), Mode.LINEAR, corners), List.of(normal(2, 3, 4)), in ->
                    new Tensor[] {torch.upsample_linear1d(in[0], new long[] {7}, corners)});
            check.agrees(new Interpolate(Dims.of(7, 2), Mode.LINEAR, corners), List.of(normal(2, 3, 4, 5)), in ->
                    new Tensor[] {torch.upsample_bilinear2d(in[0], new long[] {7, 2}, corners)});
            check.agrees(new Interpolate(Dims.of(4, 3, 6), Mode.LINEAR, corners), List.of(normal(2, 3, 2, 4, 3)), in ->
                    new Tensor[] {torch.upsample_trilinear3d(in[0], new long[] {4, 3, 6}, corners)});
        }
    }

    @Test
    void bicubicOfImages() {
        check.agrees(new Interpolate(Dims.of(7, 9), Mode.BICUBIC, false), List.of(normal(2, 3, 4, 5)), in ->
                new Tensor[] {torch.upsample_bicubic2d(in[0], new long[] {7, 9}, false)});
    }

    @Test
    void pixelShuffle() {
        check.agrees(
                new PixelShuffle(2), List.of(normal(2, 8, 3, 4)), in -> new Tensor[] {torch.pixel_shuffle(in[0], 2)});
    }
}
