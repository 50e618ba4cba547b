package dev.vireo.engine.torch;

import static dev.vireo.engine.torch.TestTensors.normal;

import dev.vireo.engine.torch.internal.kernel.ConvolutionKernels;
import dev.vireo.tensor.Dims;
import dev.vireo.tensor.op.Convolution.Conv;
import dev.vireo.tensor.op.Convolution.ConvTranspose;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class ConvolutionKernelsTest {
    private final GradientCheck check = check();

    GradientCheck check() {
        return GradientCheck.of(ConvolutionKernels.table());
    }

    @Test
    void convolvesSequencesImagesAndVolumes() {
        conv(new Conv(Dims.of(2), Dims.of(1), Dims.of(1), 1), normal(2, 4, 9), normal(6, 4, 3), normal(6));
        conv(
                new Conv(Dims.of(1, 2), Dims.of(1, 0), Dims.of(1, 1), 1),
                normal(2, 4, 6, 7),
                normal(6, 4, 3, 3),
                normal(6));
        conv(
                new Conv(Dims.of(1, 1, 1), Dims.of(1, 1, 1), Dims.of(1, 1, 1), 1),
                normal(2, 2, 3, 4, 5),
                normal(3, 2, 3, 3, 3));
    }

    @Test
    void convolvesGroupsWithDilation() {
        conv(
                new Conv(Dims.of(1, 1), Dims.of(2, 2), Dims.of(2, 2), 4),
                normal(2, 4, 6, 6),
                normal(8, 1, 3, 3),
                normal(8));
    }

    @Test
    void convolvesAnEmptyBatch() {
        conv(
                new Conv(Dims.of(1, 1), Dims.of(1, 1), Dims.of(1, 1), 1),
                normal(0, 4, 6, 6),
                normal(8, 4, 3, 3),
                normal(8));
    }

    @Test
    void convolvesStridedTensors() {
        var x = normal(2, 6, 7, 4).permute(0, 3, 1, 2);
        conv(
                new Conv(Dims.of(1, 1), Dims.of(1, 1), Dims.of(1, 1), 1),
                x,
                normal(3, 3, 4, 8).permute(3, 2, 0, 1));
    }

    @Test
    void transposedConvolutionsMatchLibtorch() {
        var strided = new ConvTranspose(Dims.of(2, 2), Dims.of(1, 1), Dims.of(1, 1), Dims.of(1, 1), 1);
        transposed(strided, normal(2, 4, 5, 5), normal(4, 6, 3, 3), normal(6));
        var grouped = new ConvTranspose(Dims.of(2), Dims.of(0), Dims.of(0), Dims.of(1), 2);
        transposed(grouped, normal(2, 4, 5), normal(4, 3, 3), normal(6));
    }

    private void conv(Conv op, Tensor... inputs) {
        check.agrees(op, List.of(inputs), in -> new Tensor[] {
            torch.convolution(
                    in[0],
                    in[1],
                    in.length > 2 ? new TensorOptional(in[2]) : new TensorOptional(),
                    op.stride().toLongArray(),
                    op.padding().toLongArray(),
                    op.dilation().toLongArray(),
                    false,
                    new long[op.stride().size()],
                    op.groups())
        });
    }

    private void transposed(ConvTranspose op, Tensor... inputs) {
        check.agrees(op, List.of(inputs), in -> new Tensor[] {
            torch.convolution(
                    in[0],
                    in[1],
                    new TensorOptional(in[2]),
                    op.stride().toLongArray(),
                    op.padding().toLongArray(),
                    op.dilation().toLongArray(),
                    true,
                    op.outputPadding().toLongArray(),
                    op.groups())
        });
    }
}
