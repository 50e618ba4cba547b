package dev.vireo.tensor.internal.gradient;

import dev.vireo.tensor.op.OpTable;

/** The derivatives of operations; one that is missing here is differentiated through its decomposition. */
public final class GradientRules {
    private static final OpTable<GradientRule<?>> TABLE = OpTable.<GradientRule<?>>named("gradient rules")
            .all(ElementwiseGradients.table())
            .all(ReductionGradients.table())
            .all(ViewGradients.table())
            .all(ConvolutionGradients.table())
            .all(NetworkGradients.table())
            .build();

    private GradientRules() {}

    public static OpTable<GradientRule<?>> table() {
        return TABLE;
    }
}
