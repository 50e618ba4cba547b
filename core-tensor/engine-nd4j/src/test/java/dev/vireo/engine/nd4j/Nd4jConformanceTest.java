package dev.vireo.engine.nd4j;

import dev.vireo.engine.tck.EngineConformance;
import dev.vireo.tensor.internal.decomposition.Primitives;
import dev.vireo.tensor.op.OpKeys;
import java.util.List;

class Nd4jConformanceTest extends EngineConformance {
    Nd4jConformanceTest() {
        super("nd4j");
    }

    @Override
    protected List<String> fallbacks() {
        return OpKeys.all().stream()
                .filter(key -> !Primitives.KEYS.contains(key))
                .map(OpKeys::name)
                .toList();
    }
}
