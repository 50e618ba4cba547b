package dev.vireo.tensor.internal.plan;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.DTypeException;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.engine.Engine;
import dev.vireo.tensor.engine.Gap;
import dev.vireo.tensor.op.Op;
import dev.vireo.tensor.op.OpKeys;
import java.util.List;

/** Refuses operations that an engine has declared unsupported, before any work. */
public final class GapCheck {
    private GapCheck() {}

    /** Returns the gaps that an engine has declared for one operation. */
    public static List<Gap> of(Engine engine, Object key) {
        return engine.kernels().gaps().stream().filter(gap -> gap.covers(key)).toList();
    }

    /** Returns the types of the gaps, one bit each, so that a call checks them without iterating over the list. */
    public static int types(List<Gap> gaps) {
        int types = 0;
        for (var gap : gaps) {
            types |= bit(gap.dtype());
        }
        return types;
    }

    /** Refuses an operation if the type of an input or a result is unsupported. */
    public static void refuse(Op op, OpPlan plan, TensorSpec[] inputs, TensorSpec[] results) {
        refuse(op, plan, inputs);
        refuse(op, plan, results);
    }

    /** Refuses an operation that would compute in an unsupported type, although no input has it. */
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

    /** Refuses a tensor whose type no operation supports. */
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
