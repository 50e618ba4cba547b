package dev.vireo.tensor.internal.spec;

import dev.vireo.tensor.op.OpTable;

/** The spec rules of all operations: shapes, types and checks. */
public final class SpecRules {
    private static final OpTable<SpecRule<?>> TABLE = OpTable.<SpecRule<?>>named("spec rules")
            .all(ElementwiseSpecs.table())
            .all(CreationSpecs.table())
            .all(ReductionSpecs.table())
            .all(ViewSpecs.table())
            .all(RearrangeSpecs.table())
            .all(LinearAlgebraSpecs.table())
            .all(ConvolutionSpecs.table())
            .all(NetworkSpecs.table())
            .all(UpdateSpecs.table())
            .build();

    private SpecRules() {}

    /** Returns the rules. */
    public static OpTable<SpecRule<?>> table() {
        return TABLE;
    }
}
