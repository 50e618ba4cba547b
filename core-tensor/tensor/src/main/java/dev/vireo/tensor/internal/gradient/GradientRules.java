package dev.vireo.tensor.internal.gradient;

import dev.vireo.tensor.op.OpTable;

/** The gradient rules of operations. Operations without a rule are differentiated through their decomposition. */
public final class GradientRules {
    private static final OpTable<GradientRule<?>> TABLE = OpTable.<GradientRule<?>>named("gradient rules")
            .all(ElementwiseGradients.table())
            .all(ReductionGradients.table())
            .all(ViewGradients.table())
            .all(ConvolutionGradients.table())
            .all(NetworkGradients.table())
            .build();

    private GradientRules() {}

    /** Returns the rules. */
    public static OpTable<GradientRule<?>> table() {
        return TABLE;
    }
}
