package dev.vireo.engine.torch;

import dev.vireo.engine.tck.EngineConformance;
import java.util.List;
import org.bytedeco.javacpp.Pointer;

class TorchConformanceTest extends EngineConformance {
    TorchConformanceTest() {
        super("torch");
    }

    @Override
    protected List<String> fallbacks() {
        return List.of();
    }

    @Override
    protected long nativeObjects() {
        return Pointer.totalCount();
    }
}
