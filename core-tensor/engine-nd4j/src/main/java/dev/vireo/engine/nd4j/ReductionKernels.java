package dev.vireo.engine.nd4j;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.engine.KernelTable;
import dev.vireo.tensor.op.Reduction;
import dev.vireo.tensor.op.Scan;
import java.util.function.LongBinaryOperator;

/** Kernels of reductions and scans. */
final class ReductionKernels {
    private static final CustomOperation PRODUCT = CustomOperation.named("reduce_prod");
    private static final CustomOperation ARG_MAX = CustomOperation.named("argmax");
    private static final CustomOperation RUNNING_SUM = CustomOperation.named("cumsum");
    private static final CustomOperation RUNNING_PRODUCT = CustomOperation.named("cumprod");

    private ReductionKernels() {}

    static KernelTable table() {
        var rows = KernelTable.of("nd4j reductions");
        Results.kernel(
                rows, Reduction.Sum.class, (op, in, y, work) -> accumulate(CustomOperation.SUM, 0, op, in[0], y, work));
        Results.kernel(rows, Reduction.Prod.class, (op, in, y, work) -> product(op, in[0], y, work));
        Results.kernel(rows, Reduction.Amax.class, (op, in, y, work) -> maximum(op, in[0], y, work));
        Results.kernel(rows, Reduction.ArgMax.class, (op, in, y, work) -> argMax(op, in[0], y, work));
        Results.kernel(rows, Scan.CumSum.class, (op, in, y, work) -> scan(RUNNING_SUM, Long::sum, op, in[0], y, work));
        Results.kernel(
                rows,
                Scan.CumProd.class,
                (op, in, y, work) -> scan(RUNNING_PRODUCT, (a, b) -> a * b, op, in[0], y, work));
        return rows.kernel(Scan.Sort.class, (op, in) -> Sorting.sort(op, Nd4jTensor.of(in[0])))
                .build();
    }

    private static void accumulate(
            CustomOperation custom, double identity, Reduction op, Nd4jTensor x, Nd4jTensor y, Intermediates work) {
        if (x.isEmpty()) {
            work.fill(identity, y);
        } else {
            run(custom, op, work.cast(x, y.dtype()), y, work);
        }
    }

    /** ND4J's own maximum ignores NaN; here NaN propagates. */
    private static void maximum(Reduction op, Nd4jTensor x, Nd4jTensor y, Intermediates work) {
        run(CustomOperation.MAXIMUM, op, x, y, work);
        if (hasNan(x, work)) {
            nanWins(op, x, work.number(Double.NaN, y.dtype(), y.shape()), y, work);
        }
    }

    private static void argMax(Reduction op, Nd4jTensor x, Nd4jTensor y, Intermediates work) {
        run(ARG_MAX, op, x, y, work);
        if (hasNan(x, work)) {
            var first = work.like(y);
            run(ARG_MAX, op, work.cast(ElementwiseKernels.isNan(x, work), DType.INT32), first, work);
            nanWins(op, x, first, y, work);
        }
    }

    /** Replaces the result where NaN is among the elements. */
    private static void nanWins(Reduction op, Nd4jTensor x, Nd4jTensor other, Nd4jTensor y, Intermediates work) {
        var any = work.make(y.shape(), DType.INT32);
        run(CustomOperation.MAXIMUM, op, work.cast(ElementwiseKernels.isNan(x, work), DType.INT32), any, work);
        ElementwiseKernels.select(work.cast(any, DType.BOOL), other, work.copy(y, y.dtype()), y, work);
    }

    /** Sums first: if the sum is not NaN, no element is. Otherwise the elements are checked one by one. */
    private static boolean hasNan(Nd4jTensor x, Intermediates work) {
        if (!x.dtype().isFloating()) {
            return false;
        }
        var sum = work.make(Shape.SCALAR, x.dtype());
        CustomOperation.SUM.run(sum, x);
        return Double.isNaN(work.item(sum));
    }

    private static void run(CustomOperation custom, Reduction op, Nd4jTensor x, Nd4jTensor y, Intermediates work) {
        if (x.rank() == 0) {
            work.assign(custom == ARG_MAX ? work.number(0, y.dtype(), y.shape()) : x, y);
            return;
        }
        custom.run(OpArguments.integers(op.dims().toLongArray()).andFlags(op.keepDim()), y, x);
    }

    private static void scan(
            CustomOperation custom, LongBinaryOperator step, Scan op, Nd4jTensor x, Nd4jTensor y, Intermediates work) {
        if (x.rank() == 0) {
            work.assign(x, y);
        } else if (y.dtype().isFloating()) {
            custom.run(OpArguments.integers(0, 0, op.dim()), y, work.dense(x));
        } else {
            work.assign(wholeScan(step, work.last(x, op.dim()), work), work.last(y, op.dim()));
        }
    }

    /** Scans in Java, because ND4J does not scan integers. */
    private static Nd4jTensor wholeScan(LongBinaryOperator step, Nd4jTensor rows, Intermediates work) {
        var running = work.copy(rows, DType.INT64);
        IntegerRows.rewrite(running, row -> {
            for (int i = 1; i < row.limit(); i++) {
                row.put(i, step.applyAsLong(row.get(i - 1), row.get(i)));
            }
        });
        return running;
    }

    /** Returns the last of the running products, because ND4J does not reduce integers by multiplication. */
    private static void product(Reduction.Prod op, Nd4jTensor x, Nd4jTensor y, Intermediates work) {
        if (y.dtype().isFloating() || x.isEmpty() || x.rank() == 0) {
            accumulate(PRODUCT, 1, op, x, y, work);
            return;
        }
        boolean all = op.dims().size() == x.rank();
        var rows = all
                ? work.reshape(work.dense(x), Shape.of(x.elements()))
                : work.last(x, op.dims().at(0));
        var running = wholeScan((product, factor) -> product * factor, rows, work);
        var last = work.copy(work.slice(running, rows.rank() - 1, rows.size(-1) - 1, 1), y.dtype());
        work.assign(work.reshape(last, y.shape()), y);
    }
}
