package dev.vireo.tensor.internal.dispatch;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.internal.context.Context;
import dev.vireo.tensor.internal.plan.GapCheck;
import dev.vireo.tensor.internal.plan.OpPlan;
import dev.vireo.tensor.internal.policy.CastPolicy;
import dev.vireo.tensor.internal.policy.Promotion;
import dev.vireo.tensor.op.Op;

/** Casts inputs before an operation: first autocast, then promotion to a common type. */
public final class InputCasts {
    private InputCasts() {}

    /** Returns the inputs of an operation, cast as autocast and promotion require. */
    public static Tensor[] apply(Context context, Op op, OpPlan plan, Tensor[] inputs) {
        var autocast = context.casting();
        var cast = autocast == null || plan.castPolicy() == CastPolicy.KEEP
                ? inputs
                : autocast.apply(plan.castPolicy(), inputs);
        return plan.promotion() == Promotion.NONE ? cast : promote(op, plan, cast);
    }

    private static Tensor[] promote(Op op, OpPlan plan, Tensor[] inputs) {
        var promotion = plan.promotion();
        int first = promotion == Promotion.COMMON_AFTER_FIRST ? 1 : 0;
        if (inputs.length <= first) {
            return inputs;
        }
        var common = inputs[first].dtype();
        boolean same = true;
        for (int i = first + 1; i < inputs.length; i++) {
            same &= inputs[i].dtype() == common;
        }
        if (!same) {
            common = common(inputs, first);
        }
        if (promotion == Promotion.COMMON_FLOATING && !common.isFloating()) {
            common = common.toFloating();
            same = false;
        }
        if (same) {
            return inputs;
        }
        GapCheck.refuse(op, plan, common);
        return cast(inputs, first, common);
    }

    /**
     * Returns the common type. As in PyTorch, tensors with dimensions take precedence over scalars of the same
     * category: a float32 matrix times a float64 scalar is float32.
     */
    private static DType common(Tensor[] inputs, int first) {
        var dimensioned = promoted(inputs, first, false);
        var scalars = promoted(inputs, first, true);
        if (dimensioned == null) {
            return scalars;
        }
        if (scalars == null || rank(scalars) <= rank(dimensioned)) {
            return dimensioned;
        }
        return scalars;
    }

    @SuppressWarnings("NullAway") // there is always a tensor of one of both kinds
    private static DType promoted(Tensor[] inputs, int first, boolean scalars) {
        DType result = null;
        for (int i = first; i < inputs.length; i++) {
            if ((inputs[i].shape().rank() == 0) == scalars) {
                result = result == null ? inputs[i].dtype() : result.promote(inputs[i].dtype());
            }
        }
        return result;
    }

    private static int rank(DType dtype) {
        return dtype.isFloating() ? 2 : dtype.isIntegral() ? 1 : 0;
    }

    /** Casts the inputs from index {@code first} on. */
    public static Tensor[] cast(Tensor[] inputs, int first, DType dtype) {
        var cast = inputs.clone();
        for (int i = first; i < cast.length; i++) {
            cast[i] = cast[i].to(dtype);
        }
        return cast;
    }
}
