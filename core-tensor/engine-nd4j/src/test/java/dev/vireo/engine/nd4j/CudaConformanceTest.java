package dev.vireo.engine.nd4j;

import dev.vireo.engine.tck.EngineConformance;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.Engines;
import java.util.List;
import org.junit.jupiter.api.condition.EnabledIf;

/** Runs the suites on the first CUDA device: {@code mvn verify -Pcuda-nd4j} on a machine with a GPU. */
@EnabledIf(value = "cudaIsThere", disabledReason = "ND4J finds no CUDA device here")
class CudaConformanceTest extends EngineConformance {
    CudaConformanceTest() {
        super("nd4j", Device.cuda(0));
    }

    static boolean cudaIsThere() {
        return Engines.named("nd4j").devices().contains(Device.cuda(0));
    }

    @Override
    protected List<String> fallbacks() {
        return Nd4jConformanceTest.withoutKernels();
    }
}
