package dev.vireo.tensor;

import dev.vireo.tensor.internal.decomposition.Decomposition;
import dev.vireo.tensor.op.Op;
import dev.vireo.tensor.op.OpKeys;

/** Runs operations as what they decompose into. */
final class Decomposing {
    private Decomposing() {}

    /**
     * Runs on the engine of the inputs, without autocast, since the casts of the whole operation have been made; what is
     * made in between is freed.
     */
    static Tensor[] run(Context context, Op op, OpPlan plan, Tensor[] inputs) {
        var decomposition = plan.decomposition();
        if (decomposition == null) {
            throw new EngineException(
                    OpKeys.label(op) + ": the engine " + plan.engine().name()
                            + " has no kernel for it, and it is a primitive that does not decompose; every engine needs one");
        }
        var engine = context.engine;
        var autocast = context.autocast;
        context.engine = plan.engine();
        context.autocast = null;
        try (var scope = TensorScope.open()) {
            var results = apply(op, decomposition, inputs);
            for (var result : results) {
                scope.keep(result);
            }
            return results;
        } finally {
            context.engine = engine;
            context.autocast = autocast;
        }
    }

    @SuppressWarnings("unchecked") // rows are typed where they are written
    private static <O extends Op> Tensor[] apply(Op op, Decomposition<O> decomposition, Tensor[] inputs) {
        return decomposition.apply((O) op, inputs);
    }
}
