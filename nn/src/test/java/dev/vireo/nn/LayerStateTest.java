package dev.vireo.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.nn.normalization.BatchNorm1d;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.Memory;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.VireoException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Networks on meta have shapes but no values. These tests give them memory and values. */
final class LayerStateTest {
    private static Sequential net() {
        return new Sequential(new Linear(3, 4), new BatchNorm1d(4), new Linear(4, 2));
    }

    @Test
    void toEmptyAllocatesAndLoadingSetsTheValues() {
        try (var source = net();
                var net = net();
                var scope = TensorScope.open()) {
            net.to(Device.META, DType.FLOAT32);

            net.toEmpty(Device.CPU).to(Device.CPU, DType.FLOAT32);
            assertThat(net.stateDict().values())
                    .allSatisfy(value -> assertThat(value.toFloatArray()).containsOnly(0));
            net.loadStateDict(source.stateDict());

            assertSameResults(net, source);
            assertThat(net.parameters()).hasSize(6);
        }
    }

    @Test
    void assignStateDictTakesTensorsWithoutACopy() {
        try (var source = net();
                var net = net()) {
            net.to(Device.META, DType.FLOAT32);
            try (var scope = TensorScope.open()) {
                var state = new LinkedHashMap<String, Tensor>();
                source.stateDict()
                        .forEach((key, value) -> state.put(key, value.detach().copy()));
                long before = Memory.of(Device.CPU).bytes();

                net.assignStateDict(state);

                assertThat(Memory.of(Device.CPU).bytes()).isEqualTo(before);
                assertThat(net.stateDict().get("0.weight")).isSameAs(state.get("0.weight"));
            }
            try (var scope = TensorScope.open()) {
                assertSameResults(net, source); // after the scope that created the tensors was closed
            }
            assertThat(net.parameters()).hasSize(6);
        }
    }

    @Test
    void assigningKeepsParametersFrozen() {
        try (var net = new Linear(2, 2);
                var scope = TensorScope.open()) {
            net.freeze();
            net.assignStateDict(Map.of("weight", Tensor.ones(2, 2), "bias", Tensor.ones(2)));
            assertThat(net.parameters()).isEmpty();
            net.unfreeze();
            net.assignStateDict(
                    Map.of("weight", Tensor.ones(2, 2).requiresGrad(true).mul(2), "bias", Tensor.ones(2)));
            assertThat(net.parameters()).hasSize(2).allMatch(Tensor::isLeaf);
        }
    }

    @Test
    void movingOrLoadingTensorsWithoutValuesIsRefused() {
        try (var net = new Linear(2, 2);
                var meta = new Linear(2, 2);
                var scope = TensorScope.open()) {
            meta.to(Device.META, DType.FLOAT32);
            var weights = net.stateDict().get("weight").toFloatArray();

            assertThatThrownBy(() -> meta.loadStateDict(net.stateDict()))
                    .isInstanceOf(VireoException.class)
                    .hasMessageContainingAll("'weight' is on meta", "toEmpty", "assignStateDict");
            assertThatThrownBy(() -> net.loadStateDict(meta.stateDict()))
                    .hasMessageContaining("'weight' is on meta and has no values to copy");
            assertThatThrownBy(() -> meta.to(Device.CPU, DType.FLOAT32))
                    .hasMessageContainingAll("'weight' is on meta", "toEmpty(cpu)");
            assertThat(net.stateDict().get("weight").toFloatArray()).containsExactly(weights);
        }
    }

    @Test
    void invalidAssignmentsAreRefusedAndChangeNothing() {
        try (var net = new Linear(2, 2);
                var scope = TensorScope.open()) {
            var before = net.stateDict();
            var shared = Tensor.ones(2);
            try (var norm = new BatchNorm1d(2)) {
                var state = new LinkedHashMap<>(norm.stateDict());
                state.put("weight", shared);
                state.put("bias", shared);
                assertThatThrownBy(() -> norm.assignStateDict(state)).hasMessageContaining("are one tensor");
            }
            assertThatThrownBy(() -> net.assignStateDict(Map.of("weight", Tensor.ones(2, 2))))
                    .hasMessageContaining("'bias' is missing");
            assertThatThrownBy(
                            () -> net.assignStateDict(Map.of("weight", Tensor.ones(2, 2), "bias", Tensor.of(1L, 2L))))
                    .hasMessageContaining("'bias' has the type int64; the block's is float32");
            assertThat(net.stateDict()).isEqualTo(before);
        }
    }

    private static void assertSameResults(Layer net, Layer source) {
        var x = Tensor.of(new float[] {1, 2, 3, -1, 0, 1}, 2, 3);
        net.eval();
        source.eval();
        assertThat(net.call(x).toFloatArray()).containsExactly(source.call(x).toFloatArray());
    }
}
