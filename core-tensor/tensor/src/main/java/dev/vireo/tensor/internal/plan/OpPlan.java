package dev.vireo.tensor.internal.plan;

import dev.vireo.tensor.engine.Engine;
import dev.vireo.tensor.engine.FusedGradient;
import dev.vireo.tensor.engine.FusedGradient.Saved;
import dev.vireo.tensor.engine.FusedGradient.StandIn;
import dev.vireo.tensor.engine.Gap;
import dev.vireo.tensor.engine.Kernel;
import dev.vireo.tensor.internal.decomposition.Decomposition;
import dev.vireo.tensor.internal.decomposition.Decompositions;
import dev.vireo.tensor.internal.gradient.GradientRule;
import dev.vireo.tensor.internal.gradient.GradientRules;
import dev.vireo.tensor.internal.policy.CastPolicies;
import dev.vireo.tensor.internal.policy.CastPolicy;
import dev.vireo.tensor.internal.policy.Promotion;
import dev.vireo.tensor.internal.spec.SpecRule;
import dev.vireo.tensor.internal.spec.SpecRules;
import dev.vireo.tensor.op.Conversion;
import dev.vireo.tensor.op.OpKeys;
import dev.vireo.tensor.op.Update;
import dev.vireo.tensor.op.View;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rows of all tables for one operation on one engine, so that a call needs a single lookup.
 *
 * @param engine the engine
 * @param specRule infers and checks shapes and types
 * @param promotion the promotion of inputs to a common type
 * @param castPolicy the casts of autocast
 * @param kernel the engine's kernel; null if it has none
 * @param decomposition the decomposition; null for a primitive
 * @param fusedGradient the engine's fused gradient; null if it has none
 * @param gradientRule the gradient rule; null if there is none
 * @param saved the inputs and results that backward reads
 * @param sharing whether results share the memory of the first input
 * @param update whether the operation writes in place
 * @param gaps the engine's declared gaps of this operation
 * @param missingTypes the types of the gaps, one bit each
 */
public record OpPlan(
        Engine engine,
        SpecRule<?> specRule,
        Promotion promotion,
        CastPolicy castPolicy,
        @Nullable Kernel<?> kernel,
        @Nullable Decomposition<?> decomposition,
        @Nullable FusedGradient<?> fusedGradient,
        @Nullable GradientRule<?> gradientRule,
        Saved saved,
        Sharing sharing,
        boolean update,
        List<Gap> gaps,
        int missingTypes) {

    /** Whether results share the memory of the first input. */
    public enum Sharing {
        /** They never share it. */
        NEVER,
        /** They always share it: views. */
        ALWAYS,
        /** They share it if the input is dense: reshapes. */
        IF_CONTIGUOUS
    }

    /** The plans of all operations on an engine. */
    public static Map<Object, OpPlan> of(Engine engine) {
        var plans = new IdentityHashMap<Object, OpPlan>();
        for (var key : OpKeys.all()) {
            plans.put(key, of(engine, key));
        }
        return plans;
    }

    /** Whether the operation can have a gradient. */
    public boolean differentiable() {
        return gradientRule != GradientRule.NOT_DIFFERENTIABLE && !update;
    }

    /** What may replace an input in backward, if only the differentiated decomposition would read it. */
    public StandIn standIn(int input) {
        return fusedGradient == null
                        || gradientRule != null
                        || fusedGradient.saved().input(input)
                ? StandIn.NONE
                : fusedGradient.standIn(input);
    }

    private static OpPlan of(Engine engine, Object key) {
        var decomposition = Decompositions.table().at(key);
        var fused = engine.kernels().gradients().at(key);
        var rule = GradientRules.table().at(key);
        var gaps = GapCheck.of(engine, key);
        var type = key instanceof Enum<?> constant ? constant.getDeclaringClass() : (Class<?>) key;
        return new OpPlan(
                engine,
                SpecRules.table().require(key),
                CastPolicies.promotions().require(key),
                CastPolicies.casts().require(key),
                engine.kernels().forward().at(key),
                decomposition,
                fused,
                rule,
                saved(fused, rule),
                sharing(type),
                Update.class.isAssignableFrom(type),
                gaps,
                GapCheck.types(gaps));
    }

    /**
     * The values that the fused gradient or the rule reads: both are saved, because a second derivative may be
     * requested later.
     */
    private static Saved saved(@Nullable FusedGradient<?> fused, @Nullable GradientRule<?> rule) {
        var byRule = rule == null ? Saved.INPUTS : rule.saved();
        return fused == null ? byRule : fused.saved().and(byRule);
    }

    private static Sharing sharing(Class<?> type) {
        if (type == View.Reshape.class || type == View.Flatten.class || type == Conversion.Contiguous.class) {
            return Sharing.IF_CONTIGUOUS;
        }
        return View.class.isAssignableFrom(type) ? Sharing.ALWAYS : Sharing.NEVER;
    }
}
