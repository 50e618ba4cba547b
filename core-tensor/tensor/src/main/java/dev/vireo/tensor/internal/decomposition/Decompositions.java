package dev.vireo.tensor.internal.decomposition;

import dev.vireo.tensor.op.OpTable;

/** The decompositions of all operations except the {@link Primitives}. */
public final class Decompositions {
    private static final OpTable<Decomposition<?>> TABLE = OpTable.<Decomposition<?>>named("decompositions")
            .all(UnaryDecompositions.table())
            .all(BinaryDecompositions.table())
            .all(ActivationDecompositions.table())
            .all(ReductionDecompositions.table())
            .all(ViewDecompositions.table())
            .all(RearrangeDecompositions.table())
            .all(IndexingDecompositions.table())
            .all(LinearAlgebraDecompositions.table())
            .all(ConvolutionDecompositions.table())
            .all(PoolingDecompositions.table())
            .all(ResamplingDecompositions.table())
            .all(NormalizationDecompositions.table())
            .all(NetworkDecompositions.table())
            .all(RecurrentDecompositions.table())
            .all(RandomDecompositions.table())
            .all(QuantizeDecompositions.table())
            .all(UpdateDecompositions.table())
            .build();

    private Decompositions() {}

    /** Returns the decompositions. */
    public static OpTable<Decomposition<?>> table() {
        return TABLE;
    }
}
