package dev.vireo.engine.reference;

import dev.vireo.tensor.engine.KernelTable;
import dev.vireo.tensor.op.Reduction;
import dev.vireo.tensor.op.Scan;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;

/** Many elements to one, and running ones. */
final class ReductionKernels {
    /** NaN is the greatest, as in libtorch. */
    private static final Comparator<Double> ASCENDING =
            Comparator.comparing((Double value) -> value == 0 ? 0.0 : value); // both zeros are equal

    private ReductionKernels() {}

    /** The value of a group of elements. */
    @FunctionalInterface
    private interface Group {
        double of(double[] elements);
    }

    static KernelTable table() {
        var rows = KernelTable.of("reference reductions");
        reduce(rows, Reduction.Sum.class, x -> fold(x, 0, Double::sum));
        reduce(rows, Reduction.Prod.class, x -> fold(x, 1, (a, b) -> a * b));
        reduce(rows, Reduction.Amax.class, x -> fold(x, Double.NEGATIVE_INFINITY, Math::max));
        reduce(rows, Reduction.ArgMax.class, ReductionKernels::argMax);
        Results.kernel(rows, Scan.CumSum.class, (op, in, y) -> scan(in[0], y, op.dim(), Double::sum));
        Results.kernel(rows, Scan.CumProd.class, (op, in, y) -> scan(in[0], y, op.dim(), (a, b) -> a * b));
        Results.kernels(rows, Scan.Sort.class, (op, in, y) -> sort(op, in[0], y[0], y[1]));
        return rows.build();
    }

    private static <O extends Reduction> void reduce(KernelTable.Builder rows, Class<O> type, Group group) {
        Results.kernel(rows, type, (op, in, y) -> {
            var places = reducedLast(op, in[0]).places();
            int count = y.values().length;
            int length = count == 0 ? 0 : places.length / count;
            for (int i = 0; i < count; i++) {
                y.set(i, group.of(gather(in[0], places, i * length, length)));
            }
        });
    }

    private static ReferenceTensor reducedLast(Reduction op, ReferenceTensor x) {
        var kept = IntStream.range(0, x.rank()).filter(dim -> !op.dims().contains(dim));
        var reduced = IntStream.range(0, x.rank()).filter(dim -> op.dims().contains(dim));
        return x.permute(IntStream.concat(kept, reduced).toArray());
    }

    private static double[] gather(ReferenceTensor x, int[] places, int from, int length) {
        return IntStream.range(from, from + length)
                .mapToDouble(i -> x.get(places[i]))
                .toArray();
    }

    private static double fold(double[] elements, double identity, DoubleBinaryOperator operator) {
        double value = identity;
        for (double element : elements) {
            value = operator.applyAsDouble(value, element);
        }
        return value;
    }

    private static double argMax(double[] elements) {
        int best = 0;
        for (int i = 1; i < elements.length && !Double.isNaN(elements[best]); i++) {
            if (elements[i] > elements[best] || Double.isNaN(elements[i])) {
                best = i;
            }
        }
        return best;
    }

    private static void scan(ReferenceTensor x, ReferenceTensor y, int dim, DoubleBinaryOperator operator) {
        var from = x.last(dim).places();
        var to = y.last(dim).places();
        int length = x.size(dim);
        for (int i = 0; i < from.length; i++) {
            double value = x.get(from[i]);
            y.set(to[i], i % length == 0 ? value : operator.applyAsDouble(y.get(to[i - 1]), value));
        }
    }

    private static void sort(Scan.Sort op, ReferenceTensor x, ReferenceTensor values, ReferenceTensor indices) {
        var from = x.last(op.dim()).places();
        var to = values.last(op.dim()).places();
        int length = x.size(op.dim());
        for (int row = 0; row < from.length; row += Math.max(1, length)) {
            var elements = gather(x, from, row, length);
            var order = IntStream.range(0, length).boxed().toArray(Integer[]::new);
            var comparator = op.descending() ? ASCENDING.reversed() : ASCENDING;
            Arrays.sort(order, Comparator.comparing(i -> elements[i], comparator));
            for (int i = 0; i < length; i++) {
                values.set(to[row + i], elements[order[i]]);
                indices.set(to[row + i], order[i]);
            }
        }
    }
}
