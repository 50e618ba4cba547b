package dev.vireo.tensor.internal.decomposition;

import dev.vireo.tensor.internal.decomposition.part.Contraction;
import dev.vireo.tensor.op.LinearAlgebra;
import dev.vireo.tensor.op.OpTable;

/** Decomposes matrix products to products of two tensors. */
final class LinearAlgebraDecompositions {
    private LinearAlgebraDecompositions() {}

    static OpTable<Decomposition<?>> table() {
        return new DecompositionTable("linear algebra")
                .one(LinearAlgebra.Linear.class, (op, in) -> {
                    var product = in[0].matmul(in[1].transpose(0, 1));
                    return in.length == 3 ? product.add(in[2]) : product;
                })
                .one(LinearAlgebra.Einsum.class, (op, in) -> new Contraction(op.equation()).of(in))
                .build();
    }
}
