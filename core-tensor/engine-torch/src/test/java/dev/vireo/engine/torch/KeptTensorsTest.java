package dev.vireo.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.tensor.Device;
import dev.vireo.tensor.Memory;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import java.util.ArrayList;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;

/** Of the small tensors that outlive their scope, only the most recent ones have native objects. */
class KeptTensorsTest {
    private static final int COUNT = 1000;
    private static final int RECENT = 16;

    @Test
    void keptTensorsHaveNoNativeObjects() {
        try (var all = TensorScope.open()) {
            long before = Pointer.totalCount();
            var kept = new ArrayList<Tensor>();
            for (int i = 0; i < COUNT; i++) {
                try (var step = TensorScope.open()) {
                    kept.add(Tensor.ones(10).mul(2).detach().keep());
                }
            }
            assertThat(Pointer.totalCount() - before).isLessThan(2 * RECENT);
            assertThat(kept).allSatisfy(each -> assertThat(each.toFloatArray()).containsOnly(2));
        }
    }

    @Test
    void droppedTensorsAreFreed() throws InterruptedException {
        var memory = Memory.of(Device.CPU);
        long before = memory.tensors();
        for (int i = 0; i < COUNT; i++) {
            try (var step = TensorScope.open()) {
                Tensor.ones(10).keep();
            }
        }
        for (int i = 0; i < 100 && memory.tensors() > before + RECENT; i++) {
            System.gc();
            Thread.sleep(20);
        }
        assertThat(memory.tensors()).isLessThanOrEqualTo(before + RECENT);
    }
}
