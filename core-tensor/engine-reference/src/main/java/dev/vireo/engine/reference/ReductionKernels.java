package dev.vireo.engine.reference;

import dev.vireo.tensor.engine.KernelTable;
import dev.vireo.tensor.op.Reduction;
import dev.vireo.tensor.op.Scan;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.DoubleBinaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.stream.IntStream;

/** Kernels of reductions, scans and sorting. */
final class ReductionKernels {
    private ReductionKernels() {}

    /** Receives the memory positions of the elements to reduce, and the position of their result. */
    @FunctionalInterface
    private interface Group {
        void reduce(int[] places, int result);
    }

    static KernelTable table() {
        var rows = KernelTable.of("reference reductions");
        fold(rows, Reduction.Sum.class, 0, Double::sum, Long::sum);
        fold(rows, Reduction.Prod.class, 1, (a, b) -> a * b, (a, b) -> a * b);
        fold(rows, Reduction.Amax.class, Double.NEGATIVE_INFINITY, Math::max, Math::max);
        Results.kernel(
                rows,
                Reduction.ArgMax.class,
                (op, in, y) -> groups(op, in[0], y, (places, result) -> y.set(result, argMax(in[0], places))));
        scan(rows, Scan.CumSum.class, Double::sum, Long::sum);
        scan(rows, Scan.CumProd.class, (a, b) -> a * b, (a, b) -> a * b);
        Results.kernels(rows, Scan.Sort.class, (op, in, y) -> sort(op, in[0], y[0], y[1]));
        return rows.build();
    }

    /** Iterates over the reduced dimensions last, so that the elements of each result are consecutive. */
    private static void groups(Reduction op, ReferenceTensor x, ReferenceTensor y, Group group) {
        var kept = IntStream.range(0, x.rank()).filter(dim -> !op.dims().contains(dim));
        var reduced = IntStream.range(0, x.rank()).filter(dim -> op.dims().contains(dim));
        var places = x.permute(IntStream.concat(kept, reduced).toArray()).places();
        var results = y.places();
        int length = results.length == 0 ? 0 : places.length / results.length;
        for (int i = 0; i < results.length; i++) {
            group.reduce(Arrays.copyOfRange(places, i * length, (i + 1) * length), results[i]);
        }
    }

    private static <O extends Reduction> void fold(
            KernelTable.Builder rows,
            Class<O> type,
            double identity,
            DoubleBinaryOperator reals,
            LongBinaryOperator wholes) {
        Results.kernel(
                rows,
                type,
                (op, in, y) -> groups(op, in[0], y, (places, result) -> {
                    if (in[0].isWhole()) {
                        y.set(
                                result,
                                Arrays.stream(places).mapToLong(in[0]::whole).reduce((long) identity, wholes));
                    } else {
                        y.set(
                                result,
                                Arrays.stream(places).mapToDouble(in[0]::real).reduce(identity, reals));
                    }
                }));
    }

    private static int argMax(ReferenceTensor x, int[] places) {
        int best = 0;
        for (int i = 1; i < places.length; i++) {
            if (compare(x, places[i], places[best]) > 0) {
                best = i;
            }
        }
        return best;
    }

    /** NaN is the greatest value and equal to itself, as in libtorch. Both zeros are equal. */
    private static int compare(ReferenceTensor x, int a, int b) {
        return x.isWhole()
                ? Long.compare(x.whole(a), x.whole(b))
                : Double.compare(x.real(a) + 0.0, x.real(b) + 0.0); // -0 + 0 is 0
    }

    /** The running value is not rounded; each result is rounded once. */
    private static <O extends Scan> void scan(
            KernelTable.Builder rows, Class<O> type, DoubleBinaryOperator reals, LongBinaryOperator wholes) {
        Results.kernel(rows, type, (op, in, y) -> {
            var from = in[0].last(op.dim()).places();
            var to = y.last(op.dim()).places();
            int length = in[0].size(op.dim());
            double real = 0;
            long whole = 0;
            for (int i = 0; i < from.length; i++) {
                boolean begins = i % length == 0;
                if (in[0].isWhole()) {
                    whole = begins ? in[0].whole(from[i]) : wholes.applyAsLong(whole, in[0].whole(from[i]));
                    y.set(to[i], whole);
                } else {
                    real = begins ? in[0].real(from[i]) : reals.applyAsDouble(real, in[0].real(from[i]));
                    y.set(to[i], real);
                }
            }
        });
    }

    private static void sort(Scan.Sort op, ReferenceTensor x, ReferenceTensor values, ReferenceTensor indices) {
        var from = x.last(op.dim()).places();
        var to = values.last(op.dim()).places();
        int length = x.size(op.dim());
        Comparator<Integer> rising = (a, b) -> compare(x, from[a], from[b]);
        for (int row = 0; row < from.length; row += length) {
            var order = IntStream.range(row, row + length).boxed().toArray(Integer[]::new);
            Arrays.sort(order, op.descending() ? rising.reversed() : rising); // a stable sort
            for (int i = 0; i < length; i++) {
                values.set(to[row + i], x, from[order[i]]);
                indices.set(to[row + i], (long) order[i] - row);
            }
        }
    }
}
