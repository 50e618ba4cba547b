package dev.vireo.nn;

import static dev.vireo.nn.Libtorch.agrees;
import static dev.vireo.nn.Libtorch.normal;
import static dev.vireo.nn.Libtorch.of;
import static dev.vireo.nn.Libtorch.optional;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.nn.init.Initializers;
import dev.vireo.nn.normalization.BatchNorm1d;
import dev.vireo.nn.normalization.BatchNorm2d;
import dev.vireo.nn.normalization.BatchNorm3d;
import dev.vireo.nn.normalization.GroupNorm;
import dev.vireo.nn.normalization.InstanceNorm1d;
import dev.vireo.nn.normalization.InstanceNorm2d;
import dev.vireo.nn.normalization.InstanceNorm3d;
import dev.vireo.nn.normalization.LayerNorm;
import dev.vireo.nn.normalization.RMSNorm;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.autograd.Recomputation;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

final class NormalizationsTest extends InScope {
    @Test
    void batchNormMatchesPyTorchInTrainingAndInEvaluation() {
        try (var one = new BatchNorm1d(3);
                var two = new BatchNorm2d(3, 1e-3, 0.3);
                var three = new BatchNorm3d(3)) {
            trainsAndEvaluates(one, normal(5, 3), 1e-5, 0.1);
            trainsAndEvaluates(one, normal(5, 3, 4), 1e-5, 0.1);
            trainsAndEvaluates(two, normal(2, 3, 4, 5), 1e-3, 0.3);
            trainsAndEvaluates(three, normal(2, 3, 2, 2, 2), 1e-5, 0.1);
            assertThat(one.stateDict().get("num_batches_tracked").item()).isEqualTo(2);
            assertThat(one.stateDict().get("num_batches_tracked").dtype()).isEqualTo(DType.INT64);
        }
    }

    @Test
    void recomputationUpdatesRunningStatisticsOnce() {
        try (var layer = new BatchNorm1d(3)) {
            Recomputation.run(layer::call, normal(5, 3)).square().sum().backward();
            assertThat(layer.stateDict().get("num_batches_tracked").item()).isEqualTo(1);
            assertThat(layer.parameters())
                    .allMatch(parameter -> parameter.grad().isPresent());
        }
    }

    private static void trainsAndEvaluates(Layer layer, Tensor x, double eps, double momentum) {
        assertThat(layer.stateDict())
                .containsOnlyKeys("weight", "bias", "running_mean", "running_var", "num_batches_tracked");
        randomize(layer);
        var mean = of(layer, "running_mean");
        var variance = of(layer, "running_var");
        for (boolean training : new boolean[] {true, false}) {
            var y = (training ? layer.train() : layer.eval()).call(x.mul(2).add(1));
            agrees(
                    "training " + training,
                    y,
                    torch.batch_norm(
                            of(x.mul(2).add(1)),
                            optional(layer, "weight"),
                            optional(layer, "bias"),
                            new TensorOptional(mean),
                            new TensorOptional(variance),
                            training,
                            momentum,
                            eps,
                            false));
            agrees("running mean", layer.stateDict().get("running_mean"), mean); // updated by libtorch
            agrees("running variance", layer.stateDict().get("running_var"), variance);
        }
        layer.train();
    }

    @Test
    void batchNormWithoutParametersAndStatistics() {
        try (var layer = new BatchNorm2d(3, 1e-5, 0.1, false, false)) {
            assertThat(layer.stateDict()).isEmpty();
            var x = normal(2, 3, 4, 4);
            assertThat(layer.eval().call(x).toFloatArray())
                    .containsExactly(layer.train().call(x).toFloatArray());
        }
    }

    @Test
    void layerNormMatchesPyTorch() {
        try (var layer = new LayerNorm(4, 5);
                var plain = new LayerNorm(Shape.of(5), 1e-3, false, false)) {
            assertThat(layer.stateDict()).containsOnlyKeys("weight", "bias");
            assertThat(plain.stateDict()).isEmpty();
            randomize(layer);
            var x = normal(2, 3, 4, 5);
            agrees(
                    "layer norm",
                    layer.call(x),
                    torch.layer_norm(
                            of(x), new long[] {4, 5}, optional(layer, "weight"), optional(layer, "bias"), 1e-5, false));
            agrees(
                    "without parameters",
                    plain.call(x),
                    torch.layer_norm(of(x), new long[] {5}, new TensorOptional(), new TensorOptional(), 1e-3, false));
        }
    }

    @Test
    void groupNormMatchesPyTorch() {
        try (var layer = new GroupNorm(2, 6)) {
            assertThat(layer.stateDict()).containsOnlyKeys("weight", "bias");
            randomize(layer);
            var x = normal(2, 6, 3, 3);
            agrees(
                    "group norm",
                    layer.call(x),
                    torch.group_norm(of(x), 2, optional(layer, "weight"), optional(layer, "bias"), 1e-5, false));
        }
    }

    @Test
    void instanceNormMatchesPyTorch() {
        try (var one = new InstanceNorm1d(3);
                var two = new InstanceNorm2d(3, 1e-3, true);
                var three = new InstanceNorm3d(3)) {
            assertThat(one.stateDict()).isEmpty();
            assertThat(two.stateDict()).containsOnlyKeys("weight", "bias");
            randomize(two);
            isInstanceNorm(one, normal(2, 3, 7), 1e-5);
            isInstanceNorm(two, normal(2, 3, 4, 5), 1e-3);
            isInstanceNorm(three, normal(2, 3, 2, 3, 2), 1e-5);
        }
    }

    private static void isInstanceNorm(Layer layer, Tensor x, double eps) {
        agrees(
                "instance norm",
                layer.call(x),
                torch.instance_norm(
                        of(x),
                        optional(layer, "weight"),
                        optional(layer, "bias"),
                        new TensorOptional(),
                        new TensorOptional(),
                        true,
                        0.1,
                        eps,
                        false));
    }

    @Test
    void rmsNormMatchesPyTorchWithItsDefaultEps() {
        try (var layer = new RMSNorm(5)) {
            assertThat(layer.stateDict()).containsOnlyKeys("weight");
            randomize(layer);
            var x = normal(3, 5).mul(1e-3); // so small that eps matters
            agrees(
                    "rms norm",
                    layer.call(x),
                    torch.rms_norm(of(x), new long[] {5}, optional(layer, "weight"), new DoubleOptional()));
        }
    }

    @Test
    void refuseBadArguments() {
        assertThatThrownBy(() -> new GroupNorm(4, 6)).hasMessage("GroupNorm: 6 channels do not divide into 4 groups");
        assertThatThrownBy(() -> new BatchNorm2d(3, 1e-5, 2))
                .hasMessage("BatchNorm2d: momentum is 2.0; expected 0 to 1");
        try (var batch = new BatchNorm2d(3);
                var last = new LayerNorm(Shape.of(5), 1e-5, false, false);
                var instance = new InstanceNorm1d(3)) {
            assertThatThrownBy(() -> batch.call(normal(2, 3, 4)))
                    .hasMessageStartingWith("BatchNorm2d: the input [2, 3, 4] has 3 dimensions; expected 4");
            assertThatThrownBy(() -> last.call(normal(2, 4)))
                    .hasMessageStartingWith("LayerNorm: the input [2, 4] does not end in [5]");
            assertThatThrownBy(() -> instance.call(normal(2, 4, 5)))
                    .hasMessageStartingWith("InstanceNorm1d: the input is [2, 4, 5]; expected [N, C, ...] with 3");
        }
    }

    /** Sets weights other than 1 and biases other than 0, so that a result that ignores them is wrong. */
    private static void randomize(Layer layer) {
        for (var parameter : layer.parameters()) {
            Initializers.initialize(parameter, shape -> Initializers.uniform(shape, 0.5, 2));
        }
    }
}
