package dev.vireo.engine.djl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.engine.tck.ResidentMemory;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.Dims;
import dev.vireo.tensor.Engines;
import dev.vireo.tensor.Memory;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.autograd.Autograd;
import dev.vireo.tensor.op.Convolution;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Scopes free native memory. Nothing waits for a DJL manager or the garbage collector. */
class DjlMemoryTest {
    private static final int STEPS = 1_000; // with 10 operations each

    @BeforeAll
    static void use() {
        Engines.use("djl");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void memoryDoesNotGrowInTenThousandOperations() {
        repeat(STEPS);
        long tensors = Memory.of(Device.CPU).tensors();
        int arrays = arrays();
        long resident = ResidentMemory.kib();

        repeat(STEPS);

        assertThat(Memory.of(Device.CPU).tensors()).isEqualTo(tensors);
        assertThat(arrays()).isEqualTo(arrays);
        // these steps create intermediates of 2.6 GB in total
        assertThat(ResidentMemory.kib() - resident).isLessThan(64 << 10);
    }

    /**
     * Trains a small network for 4,000 steps; libtorch's graphs compute gradients and kernels create intermediate
     * arrays.
     */
    @Test
    @EnabledOnOs(OS.LINUX)
    void memoryDoesNotGrowInThousandsOfTrainingSteps() {
        train(STEPS);
        long tensors = Memory.of(Device.CPU).tensors();
        int arrays = arrays();
        long resident = ResidentMemory.kib();

        train(3 * STEPS);

        assertThat(Memory.of(Device.CPU).tensors()).isEqualTo(tensors);
        assertThat(arrays()).isEqualTo(arrays);
        assertThat(ResidentMemory.kib() - resident).isLessThan(64 << 10);
    }

    @Test
    void anExceptionLeaksNothing() {
        try (var scope = TensorScope.open()) {
            var x = Tensor.of(1f, 2);
            int arrays = arrays();
            for (int i = 0; i < 10; i++) {
                try (var inner = TensorScope.open()) {
                    x.gather(0, Tensor.of(new long[] {7}, 1));
                } catch (RuntimeException e) {
                    assertThat(e).hasMessageContaining("gather").hasMessageContaining("out of bounds");
                }
            }
            assertThat(arrays()).isEqualTo(arrays);
        }
    }

    @Test
    void gradientsCanBeComputedTwice() {
        try (var scope = TensorScope.open()) {
            var x = Tensor.of(1f, 2, 3, 4).reshape(1, 1, 2, 2).requiresGrad(true);
            var y = x.maxPool2d(2).sum();

            Autograd.backward(List.of(y), List.of(), true, false);
            var first = x.grad().orElseThrow().copy();
            Autograd.backward(List.of(y), List.of(), false, false);

            assertThat(first.toFloatArray()).containsExactly(0, 0, 0, 1);
            assertThat(x.grad().orElseThrow().toFloatArray()).containsExactly(0, 0, 0, 2);
        }
    }

    /** Runs ten operations on 256 KB, forward and backward. */
    private static void repeat(int steps) {
        try (var outer = TensorScope.open()) {
            var spec = new TensorSpec(Shape.of(256, 256), DType.FLOAT32, Device.CPU);
            var x = Tensor.full(spec, 0.5).requiresGrad(true);
            for (int i = 0; i < steps; i++) {
                try (var scope = TensorScope.open()) {
                    var y = x.mul(x).add(x).relu().softmax(1).sum();
                    Autograd.gradients(List.of(y), List.of(x), false);
                }
            }
        }
    }

    private static void train(int steps) {
        try (var outer = TensorScope.open()) {
            var images = Tensor.full(new TensorSpec(Shape.of(2, 1, 8, 8), DType.FLOAT32, Device.CPU), 0.5);
            var weight = Tensor.full(new TensorSpec(Shape.of(4, 1, 3, 3), DType.FLOAT32, Device.CPU), 0.1)
                    .requiresGrad(true);
            var conv = new Convolution.Conv(Dims.of(1, 1), Dims.of(1, 1), Dims.of(1, 1), 1);
            for (int i = 0; i < steps; i++) {
                try (var scope = TensorScope.open()) {
                    var y = images.conv(conv, weight).relu().maxPool2d(2).flatten(1);
                    y.softmax(1).square().sum().backward();
                    try (var off = Autograd.noGrad()) {
                        weight.assignAdd(weight.grad().orElseThrow(), -0.1);
                    }
                    weight.clearGrad();
                }
            }
        }
    }

    private static int arrays() {
        return ((DjlEngine) Engines.named("djl")).manager().getManagedArrays().size();
    }
}
