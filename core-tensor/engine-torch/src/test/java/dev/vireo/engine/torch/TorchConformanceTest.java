package dev.vireo.engine.torch;

import dev.vireo.engine.tck.EngineConformance;
import org.bytedeco.javacpp.Pointer;

class TorchConformanceTest extends EngineConformance {
    TorchConformanceTest() {
        super("torch");
    }

    @Override
    protected long nativeObjects() {
        return Pointer.totalCount();
    }
}
