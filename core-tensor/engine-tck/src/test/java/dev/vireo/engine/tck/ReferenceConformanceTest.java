package dev.vireo.engine.tck;

import dev.vireo.tensor.internal.decomposition.Primitives;
import dev.vireo.tensor.op.OpKeys;
import java.util.List;

/** Its values are held against themselves here, its derivatives against differences. */
class ReferenceConformanceTest extends EngineConformance {
    ReferenceConformanceTest() {
        super("reference");
    }

    @Override
    protected List<String> fallbacks() {
        return OpKeys.all().stream()
                .filter(key -> !Primitives.KEYS.contains(key))
                .map(OpKeys::name)
                .toList();
    }
}
