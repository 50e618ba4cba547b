package dev.vireo.engine.reference;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.ShapeException;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.engine.KernelTable;
import dev.vireo.tensor.engine.NativeTensor;
import dev.vireo.tensor.op.Indexing;

/** Elements by index. */
final class IndexingKernels {
    private IndexingKernels() {}

    static KernelTable table() {
        var rows = KernelTable.of("reference indexing");
        Results.kernel(
                rows,
                Indexing.Gather.class,
                (op, in, y) -> each(in[0], in[1], op.dim(), (i, place) -> y.set(i, in[0].get(place))));
        Results.kernel(rows, Indexing.Scatter.class, (op, in, y) -> {
            ViewKernels.copy(in[0], y);
            var source = in[2].places();
            each(y, in[1], op.dim(), (i, place) -> y.set(place, in[2].get(source[i])));
        });
        Results.kernel(rows, Indexing.ScatterAdd.class, (op, in, y) -> {
            ViewKernels.copy(in[0], y);
            var source = in[2].places();
            each(y, in[1], op.dim(), (i, place) -> y.set(place, y.get(place) + in[2].get(source[i])));
        });
        return rows.kernel(Indexing.Nonzero.class, (op, in) -> nonzero(ReferenceTensor.of(in[0])))
                .build();
    }

    /** What becomes of the i-th index in row-major order, and the place that it names. */
    @FunctionalInterface
    private interface Visit {
        void at(int i, int place);
    }

    private static void each(ReferenceTensor x, ReferenceTensor index, int dim, Visit visit) {
        if (index.shape().elements() == 0) {
            return;
        }
        // Where the elements would lie if every index were 0; then each is moved along the dimension.
        var origin = x.slice(dim, 0, 1, 1);
        for (int other = 0; other < x.rank(); other++) {
            if (other != dim) {
                origin = origin.slice(other, 0, index.size(other), 1);
            }
        }
        var origins = origin.expand(index.shape()).places();
        var places = index.places();
        for (int i = 0; i < places.length; i++) {
            int at = (int) index.get(places[i]);
            if (at < 0 || at >= x.size(dim)) {
                throw new ShapeException("index " + at + " is out of range for dimension " + dim + " of " + x.shape());
            }
            visit.at(i, origins[i] + at * x.strides()[dim]);
        }
    }

    private static NativeTensor[] nonzero(ReferenceTensor x) {
        var places = x.places();
        int count = 0;
        for (int place : places) {
            count += x.get(place) != 0 ? 1 : 0;
        }
        var spec =
                new TensorSpec(Shape.of(count, x.rank()), DType.INT64, x.spec().device());
        var result = ReferenceTensor.allocate(spec);
        int row = 0;
        for (int i = 0; i < places.length; i++) {
            if (x.get(places[i]) != 0) {
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
