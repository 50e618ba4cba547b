package dev.vireo.tensor.internal.decomposition;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.internal.decomposition.part.NumberTensors;
import dev.vireo.tensor.op.Indexing;
import dev.vireo.tensor.op.OpTable;

/** Decomposes indexing to gather and scatter. */
final class IndexingDecompositions {
    private IndexingDecompositions() {}

    static OpTable<Decomposition<?>> table() {
        return new DecompositionTable("indexing")
                .one(Indexing.IndexSelect.class, (op, in) -> in[0].gather(op.dim(), everywhere(in[1], op.dim(), in[0])))
                .one(
                        Indexing.IndexAdd.class,
                        (op, in) -> in[0].scatterAdd(op.dim(), everywhere(in[1], op.dim(), in[0]), in[2]))
                .one(
                        Indexing.MaskedFill.class,
                        (op, in) -> Tensor.where(in[1], NumberTensors.like(in[0], op.value()), in[0]))
                .one(Indexing.MaskedSelect.class, (op, in) -> {
                    var chosen = in[1].reshape(-1).nonzero().reshape(-1);
                    return in[0].reshape(-1).indexSelect(0, chosen);
                })
                .one(
                        Indexing.OneHot.class,
                        (op, in) -> in[0].unsqueeze(-1)
                                .eq(NumberTensors.range(in[0], op.classes()))
                                .to(DType.INT64))
                .build();
    }

    /** Expands an index of slices, {@code [K]}, to an index of elements: the shape of x with size K at dim. */
    static Tensor everywhere(Tensor index, int dim, Tensor x) {
        var shape = x.shape().with(dim, index.shape().elements());
        return NumberTensors.along(index, dim, shape.rank()).expand(shape.toArray());
    }
}
