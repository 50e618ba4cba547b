package dev.vireo.tensor.internal.plan;

import static dev.vireo.tensor.internal.graph.TensorAccess.TENSORS;

import dev.vireo.tensor.EngineException;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.internal.context.Context;
import dev.vireo.tensor.internal.decomposition.Decomposition;
import dev.vireo.tensor.op.Op;
import dev.vireo.tensor.op.OpKeys;

/** Runs operations by their decomposition. */
public final class DecompositionRun {
    private DecompositionRun() {}

    /**
     * Runs a decomposition on the engine of the inputs and frees intermediate tensors. Autocast is off, because the
     * inputs of the whole operation are already cast.
     */
    public static Tensor[] run(Context context, Op op, OpPlan plan, Tensor[] inputs) {
        var decomposition = plan.decomposition();
        if (decomposition == null) {
            throw new EngineException(
                    OpKeys.label(op) + ": the engine " + plan.engine().name()
                            + " has no kernel for it, and it is a primitive that does not decompose; every engine needs one");
        }
        var engine = context.engine();
        var autocast = context.casting();
        context.engine(plan.engine());
        context.casting(null);
        try (var scope = TensorScope.open()) {
            var results = apply(op, decomposition, inputs);
            for (int i = 0; i < results.length; i++) {
                if (plan.sharing() == OpPlan.Sharing.NEVER && sharesMemory(results, i, inputs)) {
                    results[i] = results[i].copy();
                }
                TENSORS.keep(scope, results[i]);
            }
            return results;
        } finally {
            context.engine(engine);
            context.casting(autocast);
        }
    }

    /**
     * Whether a result shares memory with an input or another result. Unless the operation is a view, such a result is
     * copied.
     */
    private static boolean sharesMemory(Tensor[] results, int position, Tensor[] inputs) {
        var handle = TENSORS.handle(results[position]);
        for (var input : inputs) {
            if (handle.sharesMemory(TENSORS.handle(input))) {
                return true;
            }
        }
        for (int i = 0; i < position; i++) {
            if (handle.sharesMemory(TENSORS.handle(results[i]))) {
                return true;
            }
        }
        return false;
    }

    @SuppressWarnings("unchecked") // the table's rows match their keys
    private static <O extends Op> Tensor[] apply(Op op, Decomposition<O> decomposition, Tensor[] inputs) {
        return decomposition.apply((O) op, inputs);
    }
}
