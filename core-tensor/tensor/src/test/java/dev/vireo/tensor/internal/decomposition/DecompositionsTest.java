package dev.vireo.tensor.internal.decomposition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.tensor.internal.gradient.GradientRules;
import dev.vireo.tensor.op.OpKeys;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

final class DecompositionsTest {
    @Test
    void everyOperationIsAPrimitiveOrDecomposes() {
        assertThat(named(key -> !isPrimitive(key) && !decomposes(key))).isEmpty();
    }

    @Test
    void noPrimitiveDecomposes() {
        assertThat(named(key -> isPrimitive(key) && decomposes(key))).isEmpty();
    }

    @Test
    void primitivesAreFew() {
        assertThat(Primitives.KEYS).hasSizeLessThanOrEqualTo(45).isSubsetOf(OpKeys.all());
    }

    @Test
    void everyPrimitiveHasAGradientRule() {
        assertThat(named(key -> isPrimitive(key) && !GradientRules.table().has(key)))
                .isEmpty();
    }

    private static boolean isPrimitive(Object key) {
        return Primitives.KEYS.contains(key);
    }

    private static boolean decomposes(Object key) {
        return Decompositions.table().has(key);
    }

    private static List<String> named(Predicate<Object> keys) {
        return OpKeys.all().stream().filter(keys).map(OpKeys::name).toList();
    }
}
