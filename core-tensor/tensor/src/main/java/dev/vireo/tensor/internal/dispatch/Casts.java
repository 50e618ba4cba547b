package dev.vireo.tensor.internal.dispatch;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.internal.context.Context;
import dev.vireo.tensor.internal.plan.Gaps;
import dev.vireo.tensor.internal.plan.OpPlan;
import dev.vireo.tensor.internal.policy.CastPolicy;
import dev.vireo.tensor.internal.policy.Promotion;
import dev.vireo.tensor.op.Op;

/** The casts before an operation: those of autocast, where it is on, then those that give the inputs one type. */
public final class Casts {
    private Casts() {}

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
        Gaps.refuse(op, plan, common);
        return cast(inputs, first, common);
    }

    /**
     * Tensors with dimensions decide before scalars of the same category do, as in PyTorch: a float32 matrix times a
     * float64 scalar is float32.
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

    @SuppressWarnings("NullAway") // one of both kinds is always there
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

    public static Tensor[] cast(Tensor[] inputs, int first, DType dtype) {
        var cast = inputs.clone();
        for (int i = first; i < cast.length; i++) {
            cast[i] = cast[i].to(dtype);
        }
        return cast;
    }
}
