package dev.vireo.engine.tck;

import dev.vireo.tensor.internal.decomposition.Primitives;
import dev.vireo.tensor.op.OpKeys;
import java.util.List;

/**
 * Tests the reference engine's derivatives against finite differences. Its values are compared only with themselves
 * here.
 */
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
