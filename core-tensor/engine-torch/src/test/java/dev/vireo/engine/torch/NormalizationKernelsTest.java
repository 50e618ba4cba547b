package dev.vireo.engine.torch;

import static dev.vireo.engine.torch.TestTensors.normal;
import static dev.vireo.engine.torch.TestTensors.positive;

import dev.vireo.engine.torch.internal.kernel.normalization.LayerNormKernels;
import dev.vireo.engine.torch.internal.kernel.normalization.NormalizationKernels;
import dev.vireo.tensor.op.Normalization.BatchNorm;
import dev.vireo.tensor.op.Normalization.BatchNormInference;
import dev.vireo.tensor.op.Normalization.GroupNorm;
import dev.vireo.tensor.op.Normalization.InstanceNorm;
import dev.vireo.tensor.op.Normalization.LayerNorm;
import dev.vireo.tensor.op.Normalization.RmsNorm;
import java.util.List;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class NormalizationKernelsTest {
    private final GradientCheck check = GradientCheck.of(NormalizationKernels.table());

    @Test
    void batchNormReturnsTheBatchStatistics() {
        batch(normal(4, 3), positive(3), normal(3));
        batch(normal(4, 3, 5), positive(3), normal(3));
        batch(normal(4, 3, 5, 6), positive(3), normal(3));
        batch(normal(4, 3, 5, 6), positive(3));
        batch(normal(4, 3, 5, 6));
        batch(normal(4, 5, 6, 3).permute(0, 3, 1, 2), positive(3), normal(3));
    }

    @Test
    void batchNormByGivenStatisticsHasGradientsOfAllInputs() {
        given(normal(4, 3, 5), normal(3), positive(3), positive(3), normal(3));
        given(normal(4, 3, 5, 6), normal(3), positive(3), positive(3));
        given(normal(4, 3), normal(3), positive(3));
        given(normal(0, 3), normal(3), positive(3), positive(3), normal(3));
    }

    @Test
    void batchNormOfAnEmptyBatchHasNoStatisticsAndNoGradient() {
        batch(normal(0, 3, 4), positive(3), normal(3));
    }

    @Test
    void layerNormOverOneOrMoreDimensions() {
        layer(1, normal(4, 3, 8), positive(8), normal(8));
        layer(2, normal(4, 3, 8), positive(3, 8), normal(3, 8));
        layer(1, normal(4, 8), positive(8));
        layer(1, normal(4, 8));
        layer(1, normal(0, 8), positive(8), normal(8));
        layer(1, normal(8, 4).t(), positive(8), normal(8));
    }

    @Test
    void groupNormOverGroupsOfChannels() {
        group(2, normal(3, 4, 5), positive(4), normal(4));
        group(4, normal(3, 4, 5, 6), positive(4));
        group(1, normal(3, 4, 5, 6));
        group(2, normal(3, 5, 4).transpose(1, 2), positive(4), normal(4));
        group(2, normal(0, 4, 5), positive(4), normal(4));
    }

    @Test
    void instanceNormOverEachChannelOfEachSample() {
        instance(normal(3, 4, 5), positive(4), normal(4));
        instance(normal(3, 4, 5, 6), positive(4), normal(4));
        instance(normal(3, 4, 5));
    }

    @Test
    void rmsNormOverOneOrMoreDimensions() {
        rms(1, normal(4, 3, 8), positive(8));
        rms(2, normal(4, 3, 8), positive(3, 8));
        rms(1, normal(4, 8));
        rms(1, normal(0, 8), positive(8));
        rms(1, normal(8, 4).t(), positive(8));
    }

    private void batch(Tensor... inputs) {
        var op = new BatchNorm(1e-5);
        check.agrees(op, List.of(inputs), in -> new Tensor[] {
            torch.batch_norm(
                    in[0],
                    optional(in, 1),
                    optional(in, 2),
                    new TensorOptional(),
                    new TensorOptional(),
                    true,
                    0.1,
                    1e-5,
                    false),
            torch.mean(in[0], other(in[0])).detach(),
            torch.var(in[0], other(in[0]), true, false).detach()
        });
    }

    private static long[] other(Tensor x) {
        return switch ((int) x.dim()) {
            case 2 -> new long[] {0};
            case 3 -> new long[] {0, 2};
            default -> new long[] {0, 2, 3};
        };
    }

    private void given(Tensor... inputs) {
        var op = new BatchNormInference(1e-5);
        check.agrees(op, List.of(inputs), in -> {
            var sizes = new long[(int) in[0].dim()];
            java.util.Arrays.fill(sizes, 1);
            sizes[1] = -1;
            var eps = new org.bytedeco.pytorch.Scalar(1e-5);
            var y = in[0].sub(in[1].view(sizes)).mul(in[2].add(eps).rsqrt().view(sizes));
            y = in.length > 3 ? y.mul(in[3].view(sizes)) : y;
            return new Tensor[] {in.length > 4 ? y.add(in[4].view(sizes)) : y};
        });
    }

    private void layer(int dims, Tensor... inputs) {
        var op = new LayerNorm(dims, 1e-5);
        check.agrees(op, List.of(inputs), in -> new Tensor[] {
            torch.layer_norm(in[0], LayerNormKernels.last(in[0], dims), optional(in, 1), optional(in, 2), 1e-5, false)
        });
    }

    private void group(int groups, Tensor... inputs) {
        var op = new GroupNorm(groups, 1e-5);
        check.agrees(op, List.of(inputs), in ->
                new Tensor[] {torch.group_norm(in[0], groups, optional(in, 1), optional(in, 2), 1e-5, false)});
    }

    private void instance(Tensor... inputs) {
        var op = new InstanceNorm(1e-5);
        check.agrees(op, List.of(inputs), in -> new Tensor[] {
            torch.instance_norm(
                    in[0],
                    optional(in, 1),
                    optional(in, 2),
                    new TensorOptional(),
                    new TensorOptional(),
                    true,
                    0.1,
                    1e-5,
                    false)
        });
    }

    private void rms(int dims, Tensor... inputs) {
        var op = new RmsNorm(dims, 1e-5);
        check.agrees(op, List.of(inputs), in -> new Tensor[] {
            torch.rms_norm(in[0], LayerNormKernels.last(in[0], dims), optional(in, 1), new DoubleOptional(1e-5))
        });
    }

    private static TensorOptional optional(Tensor[] inputs, int position) {
        return position < inputs.length ? new TensorOptional(inputs[position]) : new TensorOptional();
    }
}
