package dev.vireo.engine.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.engine.tck.ResidentMemory;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.Engines;
import dev.vireo.tensor.Memory;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.autograd.Autograd;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Scopes free native memory. Nothing waits for the garbage collector, on which ND4J's own arrays rely. */
class Nd4jMemoryTest {
    private static final int STEPS = 500; // with more than ten operations each

    @BeforeAll
    static void use() {
        Engines.use("nd4j");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void memoryDoesNotGrowInThousandsOfOperations() {
        repeat(STEPS);
        long tensors = Memory.of(Device.CPU).tensors();
        long pointers = Pointer.totalCount();
        long resident = ResidentMemory.kib();

        repeat(STEPS);

        assertThat(Memory.of(Device.CPU).tensors()).isEqualTo(tensors);
        assertThat(Pointer.totalCount()).isLessThanOrEqualTo(pointers);
        // these steps create intermediates of more than 1 GB
        assertThat(ResidentMemory.kib() - resident).isLessThan(64 << 10);
    }

    @Test
    void anExceptionLeaksNothing() {
        try (var scope = TensorScope.open()) {
            var x = Tensor.of(1f, 2);
            long tensors = Memory.of(Device.CPU).tensors();
            for (int i = 0; i < 10; i++) {
                try (var inner = TensorScope.open()) {
                    x.gather(0, Tensor.of(new long[] {7}, 1));
                } catch (RuntimeException e) {
                    assertThat(e).hasMessageContaining("gather").hasMessageContaining("out of range");
                }
            }
            assertThat(Memory.of(Device.CPU).tensors()).isEqualTo(tensors);
        }
    }

    /** Runs forward and backward on 256 KB, including views with an offset, and products. */
    private static void repeat(int steps) {
        try (var outer = TensorScope.open()) {
            var spec = new TensorSpec(Shape.of(256, 256), DType.FLOAT32, Device.CPU);
            var x = Tensor.full(spec, 0.5).requiresGrad(true);
            for (int i = 0; i < steps; i++) {
                try (var scope = TensorScope.open()) {
                    var part = x.slice(0, 1, 3).matmul(x).sum();
                    var y = x.mul(x).add(x).relu().sum().add(part);
                    Autograd.gradients(List.of(y), List.of(x), false);
                }
            }
        }
    }
}
