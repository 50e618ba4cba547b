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
            for (int i = 0; i < results.length; i++) {
                if (plan.sharing() == OpPlan.Sharing.NEVER && sharesMemory(results, i, inputs)) {
                    results[i] = results[i].copy();
                }
                scope.keep(results[i]);
            }
            return results;
        } finally {
            context.engine = engine;
            context.autocast = autocast;
        }
    }

    /** A decomposition may end in a view, even in an input; where the operation is none itself, that must not be seen. */
    private static boolean sharesMemory(Tensor[] results, int position, Tensor[] inputs) {
        var handle = results[position].handle();
        for (var input : inputs) {
            if (handle.sharesMemory(input.handle())) {
                return true;
            }
        }
        for (int i = 0; i < position; i++) {
            if (handle.sharesMemory(results[i].handle())) {
                return true;
            }
        }
        return false;
    }

    @SuppressWarnings("unchecked") // rows are typed where they are written
    private static <O extends Op> Tensor[] apply(Op op, Decomposition<O> decomposition, Tensor[] inputs) {
        return decomposition.apply((O) op, inputs);
    }
}
