package dev.vireo.engine.tck;

import dev.vireo.engine.tck.sample.InvalidCalls;
import dev.vireo.engine.tck.sample.OpSamples;
import dev.vireo.tensor.engine.Engine;
import dev.vireo.tensor.internal.decomposition.Decompositions;
import dev.vireo.tensor.internal.gradient.GradientRules;
import dev.vireo.tensor.internal.policy.CastPolicies;
import dev.vireo.tensor.internal.policy.FlopCosts;
import dev.vireo.tensor.internal.spec.SpecRules;
import dev.vireo.tensor.op.OpKeys;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Finds operations without a row in one of the tables. */
public final class Completeness {
    private Completeness() {}

    /** Returns one line for each incomplete table; an empty list if all tables are complete. */
    public static List<String> gaps() {
        return Stream.of(
                        SpecRules.table(),
                        CastPolicies.promotions(),
                        CastPolicies.casts(),
                        FlopCosts.table(),
                        OpSamples.table(),
                        InvalidCalls.table())
                .filter(table -> !table.missing().isEmpty())
                .map(table -> table.name() + ": no row for " + String.join(", ", table.missing()))
                .toList();
    }

    /**
     * Returns operations without a gradient: no rule, not even one that declares them non-differentiable, and no
     * decomposition.
     */
    public static List<String> withoutGradient() {
        return lacking(
                key -> GradientRules.table().has(key) || Decompositions.table().has(key));
    }

    /** Returns operations that an engine cannot run: they have neither a kernel nor a decomposition. */
    public static List<String> withoutKernel(Engine engine) {
        return lacking(key ->
                engine.kernels().forward().has(key) || Decompositions.table().has(key));
    }

    /** Returns operations that an engine runs through their decomposition because it has no kernel. */
    public static List<String> fallbacks(Engine engine) {
        return lacking(key -> engine.kernels().forward().has(key));
    }

    private static List<String> lacking(Predicate<Object> known) {
        return OpKeys.all().stream().filter(known.negate()).map(OpKeys::name).toList();
    }
}
