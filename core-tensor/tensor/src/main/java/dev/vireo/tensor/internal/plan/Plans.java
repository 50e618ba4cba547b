package dev.vireo.tensor.internal.plan;

import dev.vireo.tensor.engine.Engine;
import dev.vireo.tensor.op.Op;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Caches the plans of all engines that have been used. */
public final class Plans {
    private static final Map<Engine, Map<Object, OpPlan>> PLANS = new ConcurrentHashMap<>();
    private static volatile @Nullable Planned last;

    /** The plans of the engine used last. Most programs use one engine, so this lookup is the fast path. */
    private record Planned(Engine engine, Map<Object, OpPlan> plans) {}

    private Plans() {}

    /** Returns the plan of an operation on an engine. */
    public static OpPlan of(Engine engine, Op op) {
        var recent = last;
        if (recent == null || recent.engine != engine) {
            recent = new Planned(engine, PLANS.computeIfAbsent(engine, OpPlan::of));
            last = recent;
        }
        var plan = recent.plans.get(op.key());
        if (plan == null) {
            throw new AssertionError("no plan for " + op);
        }
        return plan;
    }
}
