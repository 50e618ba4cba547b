package dev.vireo.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.tensor.Device;
import dev.vireo.tensor.Memory;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.autograd.Autograd;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;

/** Computing with a million different Java numbers leaks neither tensors nor native objects. */
class NumbersTest {
    private static final int WARM = 2_000;
    private static final int ALL = 1_000_000;

    @Test
    void neitherTensorsNorNativeObjectsAreLeft() {
        var memory = Memory.of(Device.CPU);
        try (var scope = TensorScope.open();
                var off = Autograd.noGrad()) {
            var x = Tensor.of(1.0, 2);
            multiply(x, 0, WARM);
            long tensors = memory.tensors();
            long natives = Pointer.totalCount();
            multiply(x, WARM, ALL);
            // fewer if the garbage collector has freed tensors of earlier tests
            assertThat(memory.tensors()).isLessThanOrEqualTo(tensors);
            assertThat(Pointer.totalCount()).isLessThanOrEqualTo(natives);
        }
    }

    private static void multiply(Tensor x, int from, int to) {
        for (int i = from; i < to; i++) {
            try (var y = x.mul(i + 0.25)) {
                y.assignAdd(x, i + 0.75);
            }
        }
    }
}
