package dev.vireo.nn;

import static dev.vireo.nn.convolution.ConvOptions.kernel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.nn.activation.ReLU;
import dev.vireo.nn.convolution.Conv2d;
import dev.vireo.nn.loss.Losses;
import dev.vireo.nn.normalization.BatchNorm2d;
import dev.vireo.nn.pooling.MaxPool2d;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.Generator;
import dev.vireo.tensor.Memory;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.VireoException;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LayerTest {
    private static Sequential cnn() {
        return new Sequential(
                new Conv2d(1, 4, kernel(3).padding(1)),
                new BatchNorm2d(4),
                new ReLU(),
                new MaxPool2d(2),
                new Flatten(),
                new Linear(4 * 4 * 4, 10));
    }

    @Test
    void namesParametersByPath() {
        try (var net = cnn()) {
            assertThat(net.namedParameters()).containsKeys("0.weight", "0.bias", "1.weight", "5.weight");
            assertThat(net.stateDict()).containsKeys("1.running_mean", "1.running_var");
        }
    }

    @Test
    void givesTheSameWeightsForTheSameSeed() {
        Generator.seeded(7).use();
        try (var first = new Linear(3, 2)) {
            Generator.seeded(7).use();
            try (var second = new Linear(3, 2)) {
                assertThat(second.stateDict().get("weight").toFloatArray())
                        .containsExactly(first.stateDict().get("weight").toFloatArray());
            }
        }
    }

    @Test
    void aTrainingStepLeaksNoTensor() {
        try (var net = cnn()) {
            step(net);
            long before = Memory.of(Device.CPU).tensors();
            for (int i = 0; i < 20; i++) {
                step(net);
            }
            assertThat(Memory.of(Device.CPU).tensors()).isEqualTo(before);
        }
    }

    private static void step(Layer net) {
        try (var scope = TensorScope.open()) {
            var logits = net.call(Tensor.ones(2, 1, 8, 8));
            assertThat(logits.shape()).isEqualTo(Shape.of(2, 10));
            Losses.crossEntropy(logits, Tensor.of(1L, 2L)).backward();
            assertThat(net.parameters()).allMatch(parameter -> parameter.grad().isPresent());
            net.clearGradients();
        }
    }

    @Test
    void updatesRunningStatisticsInTrainingOnly() {
        try (var norm = new BatchNorm2d(1);
                var scope = TensorScope.open()) {
            var x = Tensor.of(new float[] {1, 3}, 2, 1, 1, 1);
            norm.call(x);
            assertThat(norm.stateDict().get("running_mean").item()).isCloseTo(0.2, within());
            assertThat(norm.stateDict().get("running_var").item()).isCloseTo(1.1, within());
            norm.eval();
            norm.call(x);
            assertThat(norm.stateDict().get("running_mean").item()).isCloseTo(0.2, within());
        }
    }

    private static org.assertj.core.data.Offset<Double> within() {
        return org.assertj.core.api.Assertions.within(1e-6);
    }

    @Test
    void refusesAStateDictThatDoesNotFitAndChangesNothing() {
        try (var layer = new Linear(2, 1, false);
                var scope = TensorScope.open()) {
            var before = layer.stateDict().get("weight").toFloatArray();
            assertThatThrownBy(() -> layer.loadStateDict(Map.of("weight", Tensor.ones(3, 3))))
                    .isInstanceOf(VireoException.class)
                    .hasMessageContaining("'weight' has the shape [3, 3]");
            assertThatThrownBy(() -> layer.loadStateDict(Map.of())).hasMessageContaining("'weight' is missing");
            assertThat(layer.stateDict().get("weight").toFloatArray()).containsExactly(before);
        }
    }

    @Test
    void shapeErrorsNameTheLayer() {
        try (var net = cnn();
                var scope = TensorScope.open()) {
            assertThatThrownBy(() -> net.call(Tensor.ones(1, 3, 8, 8)))
                    .hasMessage("conv: weight [4, 1, 3, 3] takes 1 input channels, the input [1, 3, 8, 8] has 3"
                            + " (in Sequential.0)");
        }
    }

    @Test
    void freezesAndUnfreezes() {
        try (var layer = new Linear(2, 1)) {
            layer.freeze();
            assertThat(layer.parameters()).isEmpty();
            layer.unfreeze();
            assertThat(layer.parameters()).hasSize(2);
        }
    }
}
