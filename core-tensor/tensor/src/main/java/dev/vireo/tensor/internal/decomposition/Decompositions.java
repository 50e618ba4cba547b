package dev.vireo.tensor.internal.decomposition;

import dev.vireo.tensor.op.OpTable;

/** What operations decompose into. */
public final class Decompositions {
    private static final OpTable<Decomposition<?>> TABLE = OpTable.<Decomposition<?>>named("decompositions")
            .all(NetworkDecompositions.table())
            .build();

    private Decompositions() {}

    public static OpTable<Decomposition<?>> table() {
        return TABLE;
    }
}
