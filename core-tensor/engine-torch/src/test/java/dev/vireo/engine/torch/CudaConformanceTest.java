package dev.vireo.engine.torch;

import dev.vireo.engine.tck.EngineConformance;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.Engines;
import java.util.List;
import org.junit.jupiter.api.condition.EnabledIf;

/** Runs the suites on the first CUDA device: {@code mvn verify -Pcuda} on a machine that has one. */
@EnabledIf(value = "cudaIsThere", disabledReason = "libtorch finds no CUDA device here")
class CudaConformanceTest extends EngineConformance {
    CudaConformanceTest() {
        super("torch", Device.cuda(0));
    }

    static boolean cudaIsThere() {
        return Engines.named("torch").devices().contains(Device.cuda(0));
    }

    @Override
    protected List<String> fallbacks() {
        return List.of();
    }
}
