package dev.vireo.tensor.internal.plan;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.DTypeException;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.engine.Engine;
import dev.vireo.tensor.engine.Gap;
import dev.vireo.tensor.op.Op;
import dev.vireo.tensor.op.OpKeys;
import java.util.List;

/** Refuses, before any work, what an engine has declared that it cannot do. */
public final class Gaps {
    private Gaps() {}

    /** What an engine has declared of one operation. */
    public static List<Gap> of(Engine engine, Object key) {
        return engine.kernels().gaps().stream().filter(gap -> gap.covers(key)).toList();
    }

    /** The types that gaps are about, a bit each: what every operation looks at, so that lists need not be walked. */
    public static int types(List<Gap> gaps) {
        int types = 0;
        for (var gap : gaps) {
            types |= bit(gap.dtype());
        }
        return types;
    }

    /** Refuses an operation where an input or a result is of a type that is missing. */
    public static void refuse(Op op, OpPlan plan, TensorSpec[] inputs, TensorSpec[] results) {
        refuse(op, plan, inputs);
        refuse(op, plan, results);
    }

    /** Refuses an operation that would compute in a type that is missing, which none of its inputs need have. */
    public static void refuse(Op op, OpPlan plan, DType promoted) {
        if ((plan.missingTypes() & bit(promoted)) == 0) {
            return;
        }
        var missing =
                plan.gaps().stream().filter(gap -> gap.dtype() == promoted).findFirst();
        throw error(OpKeys.label(op), plan.engine(), missing.orElseThrow());
    }

    private static void refuse(Op op, OpPlan plan, TensorSpec[] specs) {
        for (var spec : specs) {
            refuse(op, plan, spec.dtype());
        }
    }

    /** Refuses a tensor of a type that no operation takes. */
    public static void refuse(String what, Engine engine, TensorSpec spec) {
        for (var gap : engine.kernels().gaps()) {
            if (gap.operation().isEmpty() && gap.dtype() == spec.dtype()) {
                throw error(what, engine, gap);
            }
        }
    }

    private static int bit(DType dtype) {
        return 1 << dtype.ordinal();
    }

    private static DTypeException error(String what, Engine engine, Gap gap) {
        return new DTypeException(what + ": the engine " + engine.name() + " does not take " + gap.dtype() + ", since "
                + gap.reason() + "; cast to another type, or choose another engine");
    }
}
