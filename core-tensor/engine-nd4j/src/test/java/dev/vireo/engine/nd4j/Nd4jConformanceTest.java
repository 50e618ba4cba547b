package dev.vireo.engine.nd4j;

import dev.vireo.engine.tck.EngineConformance;
import dev.vireo.tensor.internal.decomposition.Primitives;
import dev.vireo.tensor.op.Indexing;
import dev.vireo.tensor.op.OpKeys;
import dev.vireo.tensor.op.Rearrange;
import dev.vireo.tensor.op.Unary;
import java.util.List;
import java.util.Set;

/** Apart from the primitives, this engine has only a few kernels: those where ND4J is faster than the decomposition. */
class Nd4jConformanceTest extends EngineConformance {
    private static final Set<Object> OWN =
            Set.of(Unary.SIGMOID, Unary.ABS, Unary.CEIL, Unary.RELU, Indexing.IndexSelect.class, Rearrange.Flip.class);

    Nd4jConformanceTest() {
        super("nd4j");
    }

    @Override
    protected List<String> fallbacks() {
        return withoutKernels();
    }

    static List<String> withoutKernels() {
        return OpKeys.all().stream()
                .filter(key -> !Primitives.KEYS.contains(key) && !OWN.contains(key))
                .map(OpKeys::name)
                .toList();
    }
}
