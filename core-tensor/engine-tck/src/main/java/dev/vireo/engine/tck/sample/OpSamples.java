package dev.vireo.engine.tck.sample;

import dev.vireo.tensor.op.OpTable;
import java.util.List;

/** Sample calls of every operation: shapes, types, broadcasting, empty tensors, and edge values. */
public final class OpSamples {
    private static final OpTable<List<OpSample>> TABLE = OpTable.<List<OpSample>>named("samples")
            .all(ElementwiseSamples.table())
            .all(ReductionSamples.table())
            .all(ViewSamples.table())
            .all(IndexingSamples.table())
            .all(LinearAlgebraSamples.table())
            .all(NetworkSamples.table())
            .all(RecurrentSamples.table())
            .all(RandomSamples.table())
            .all(UpdateSamples.table())
            .build();

    private OpSamples() {}

    /** Returns the samples of every operation. */
    public static OpTable<List<OpSample>> table() {
        return TABLE;
    }
}
