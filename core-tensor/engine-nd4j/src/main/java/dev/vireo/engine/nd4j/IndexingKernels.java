package dev.vireo.engine.nd4j;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.engine.KernelTable;
import dev.vireo.tensor.engine.NativeTensor;
import dev.vireo.tensor.op.Indexing;
import dev.vireo.tensor.op.Rearrange;

/** Kernels of indexing. */
final class IndexingKernels {
    private static final CustomOperation REVERSE = CustomOperation.named("reverse");
    private static final CustomOperation WHERE = CustomOperation.named("Where");

    private IndexingKernels() {}

    static KernelTable table() {
        var rows = KernelTable.of("nd4j indexing");
        Results.kernel(
                rows,
                Indexing.Gather.class,
                (op, in, y, work) -> IndexPositions.gather(in[0], in[1], op.dim(), y, work));
        Results.mover(
                rows,
                Indexing.IndexSelect.class,
                (op, in, y, work) -> IndexPositions.select(in[0], in[1], op.dim(), y, work));
        Results.mover(
                rows,
                Rearrange.Flip.class,
                (op, in, y, work) -> REVERSE.run(OpArguments.integers(op.dims().toLongArray()), y, in[0]));
        Results.kernel(rows, Indexing.Scatter.class, (op, in, y, work) -> {
            work.assign(in[0], y);
            IndexPositions.scatter(y, in[1], op.dim(), in[2], work);
        });
        Results.kernel(rows, Indexing.ScatterAdd.class, (op, in, y, work) -> {
            work.assign(in[0], y);
            IndexPositions.scatterAdd(y, in[1], op.dim(), in[2], work);
        });
        return rows.kernel(Indexing.Nonzero.class, (op, in) -> nonzero(Nd4jTensor.of(in[0])))
                .build();
    }

    /** Counts the nonzero elements first, because the count is the size of the result. */
    private static NativeTensor[] nonzero(Nd4jTensor x) {
        try (var work = new Intermediates(x.spec().device())) {
            var nonzero = work.make(x.shape(), DType.BOOL);
            var count = work.number(0, DType.INT64, Shape.SCALAR);
            if (!x.isEmpty()) {
                ElementwiseKernels.truth(x, nonzero, work);
                CustomOperation.SUM.run(count, work.cast(nonzero, DType.INT64));
            }
            var result = work.make(Shape.of((long) work.item(count), x.rank()), DType.INT64);
            if (!result.isEmpty()) {
                WHERE.run(result, nonzero);
            }
            return work.release(result);
        }
    }
}
