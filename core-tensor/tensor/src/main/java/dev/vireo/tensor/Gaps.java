package dev.vireo.tensor;

import dev.vireo.tensor.engine.Engine;
import dev.vireo.tensor.engine.Gap;
import dev.vireo.tensor.op.Op;
import dev.vireo.tensor.op.OpKeys;
import java.util.List;

/** Refuses, before any work, what an engine has declared that it cannot do. */
final class Gaps {
    private Gaps() {}

    /** What an engine has declared of one operation. */
    static List<Gap> of(Engine engine, Object key) {
        return engine.kernels().gaps().stream().filter(gap -> gap.covers(key)).toList();
    }

    /** Refuses an operation where an input or a result is of a type that is missing. */
    static void refuse(Op op, OpPlan plan, TensorSpec[] inputs, TensorSpec[] results) {
        for (var gap : plan.gaps()) {
            if (has(inputs, gap.dtype()) || has(results, gap.dtype())) {
                throw error(OpKeys.label(op), plan.engine(), gap);
            }
        }
    }

    /** Refuses an operation that would compute in a type that is missing, which none of its inputs need have. */
    static void refuse(Op op, OpPlan plan, DType promoted) {
        for (var gap : plan.gaps()) {
            if (gap.dtype() == promoted) {
                throw error(OpKeys.label(op), plan.engine(), gap);
            }
        }
    }

    /** Refuses a tensor of a type that no operation takes. */
    static void refuse(String what, Engine engine, TensorSpec spec) {
        for (var gap : engine.kernels().gaps()) {
            if (gap.operation().isEmpty() && gap.dtype() == spec.dtype()) {
                throw error(what, engine, gap);
            }
        }
    }

    private static boolean has(TensorSpec[] specs, DType dtype) {
        for (var spec : specs) {
            if (spec.dtype() == dtype) {
                return true;
            }
        }
        return false;
    }

    private static DTypeException error(String what, Engine engine, Gap gap) {
        return new DTypeException(what + ": the engine " + engine.name() + " does not take " + gap.dtype() + ", since "
                + gap.reason() + "; cast to another type, or choose another engine");
    }
}
