package dev.vireo.engine.reference;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.ShapeException;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.engine.KernelTable;
import dev.vireo.tensor.engine.NativeTensor;
import dev.vireo.tensor.op.Indexing;
import dev.vireo.tensor.op.Op;
import dev.vireo.tensor.op.OpKeys;

/** Kernels that select and write elements by index. */
final class IndexingKernels {
    private IndexingKernels() {}

    static KernelTable table() {
        var rows = KernelTable.of("reference indexing");
        Results.kernel(
                rows,
                Indexing.Gather.class,
                (op, in, y) -> each(op, op.dim(), in[0], in[1], (i, place) -> y.set(i, in[0], place)));
        Results.kernel(rows, Indexing.Scatter.class, (op, in, y) -> {
            y.copy(in[0]);
            var source = in[2].places();
            each(op, op.dim(), y, in[1], (i, place) -> y.set(place, in[2], source[i]));
        });
        Results.kernel(rows, Indexing.ScatterAdd.class, (op, in, y) -> {
            // sums in the widest type, so that the result is rounded once
            var sums = ReferenceTensor.allocate(y.spec().with(y.isWhole() ? DType.INT64 : DType.FLOAT64));
            sums.copy(in[0]);
            var source = in[2].places();
            each(op, op.dim(), sums, in[1], (i, place) -> add(sums, place, in[2], source[i]));
            y.copy(sums);
        });
        return rows.kernel(Indexing.Nonzero.class, (op, in) -> nonzero(ReferenceTensor.of(in[0])))
                .build();
    }

    /** Receives the i-th index in row-major order and the memory position that it refers to. */
    @FunctionalInterface
    private interface Visit {
        void at(int i, int place);
    }

    private static void add(ReferenceTensor sums, int place, ReferenceTensor source, int from) {
        if (sums.isWhole()) {
            sums.set(place, sums.whole(place) + source.whole(from));
        } else {
            sums.set(place, sums.real(place) + source.real(from));
        }
    }

    private static void each(Op op, int dim, ReferenceTensor x, ReferenceTensor index, Visit visit) {
        if (index.shape().elements() == 0) {
            return;
        }
        // The positions if every index were 0; each is then moved along the dimension.
        var origin = x.slice(dim, 0, 1);
        for (int other = 0; other < x.rank(); other++) {
            if (other != dim) {
                origin = origin.slice(other, 0, index.size(other));
            }
        }
        var origins = origin.expand(index.shape()).places();
        var places = index.places();
        for (int i = 0; i < places.length; i++) {
            long at = index.whole(places[i]);
            if (at < 0 || at >= x.size(dim)) {
                throw new ShapeException(OpKeys.label(op) + ": index " + at + " is out of range for dimension " + dim
                        + " of " + x.shape() + "; expected 0 to " + (x.size(dim) - 1));
            }
            visit.at(i, origins[i] + (int) at * x.stride(dim));
        }
    }

    private static NativeTensor[] nonzero(ReferenceTensor x) {
        var places = x.places();
        int count = 0;
        for (int place : places) {
            count += x.real(place) != 0 ? 1 : 0;
        }
        var spec = new TensorSpec(Shape.of(count, x.rank()), DType.INT64, x.device());
        var result = ReferenceTensor.allocate(spec);
        int row = 0;
        for (int i = 0; i < places.length; i++) {
            if (x.real(places[i]) != 0) {
                int rest = i;
                for (int dim = x.rank() - 1; dim >= 0; dim--) {
                    result.set(row * x.rank() + dim, rest % x.size(dim));
                    rest /= x.size(dim);
                }
                row++;
            }
        }
        return new NativeTensor[] {result};
    }
}
