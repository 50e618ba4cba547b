package dev.vireo.engine.torch.internal.kernel;

import dev.vireo.engine.torch.internal.library.Scalars;
import dev.vireo.engine.torch.internal.library.TorchTensor;
import dev.vireo.engine.torch.internal.library.Tuples;
import dev.vireo.engine.torch.internal.library.Types;
import dev.vireo.tensor.Dims;
import dev.vireo.tensor.engine.KernelTable;
import dev.vireo.tensor.engine.NativeTensor;
import dev.vireo.tensor.op.Reduction;
import dev.vireo.tensor.op.Scan;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Kernels of reductions, scans and sorting. */
public final class ReductionKernels {
    private static final BoolOptional STABLE = new BoolOptional(true);

    private ReductionKernels() {}

    @FunctionalInterface
    private interface Reduce<O extends Reduction> {
        Tensor apply(O op, Tensor x, long[] dims);
    }

    /** Returns the kernels. */
    public static KernelTable table() {
        var rows = KernelTable.of("torch reductions");
        row(rows, Reduction.Sum.class, (op, x, dims) -> torch.sum(x, dims, op.keepDim(), Types.SAME));
        row(rows, Reduction.Mean.class, (op, x, dims) -> torch.mean(x, dims, op.keepDim(), Types.SAME));
        row(rows, Reduction.Prod.class, ReductionKernels::prod);
        row(rows, Reduction.Var.class, (op, x, dims) -> {
            try (var correction = new ScalarOptional(Scalars.of((long) op.correction()))) {
                return torch.var(x, dims, correction, op.keepDim());
            }
        });
        row(rows, Reduction.Amax.class, (op, x, dims) -> torch.amax(x, dims, op.keepDim()));
        row(rows, Reduction.Amin.class, (op, x, dims) -> torch.amin(x, dims, op.keepDim()));
        row(rows, Reduction.LogSumExp.class, (op, x, dims) -> torch.logsumexp(x, dims, op.keepDim()));
        row(
                rows,
                Reduction.Norm.class,
                (op, x, dims) -> torch.linalg_vector_norm(x, Scalars.of(op.p()), dims, op.keepDim(), Types.SAME));
        row(rows, Reduction.Any.class, (op, x, dims) -> torch.any(x, dims, op.keepDim()));
        row(rows, Reduction.All.class, (op, x, dims) -> torch.all(x, dims, op.keepDim()));
        row(rows, Reduction.ArgMax.class, (op, x, dims) -> {
            try (var dim = single(op.dims())) {
                return torch.argmax(x, dim, op.keepDim());
            }
        });
        row(rows, Reduction.ArgMin.class, (op, x, dims) -> {
            try (var dim = single(op.dims())) {
                return torch.argmin(x, dim, op.keepDim());
            }
        });
        return scans(rows).build();
    }

    private static KernelTable.Builder scans(KernelTable.Builder rows) {
        return rows.kernel(
                        Scan.CumSum.class,
                        (op, in) -> TorchTensor.one(torch.cumsum(TorchTensor.unwrap(in[0]), op.dim())))
                .kernel(
                        Scan.CumProd.class,
                        (op, in) -> TorchTensor.one(torch.cumprod(TorchTensor.unwrap(in[0]), op.dim())))
                .kernel(
                        Scan.Sort.class,
                        (op, in) ->
                                Tuples.split(torch.sort(TorchTensor.unwrap(in[0]), STABLE, op.dim(), op.descending())))
                .kernel(
                        Scan.TopK.class,
                        (op, in) -> Tuples.split(
                                torch.topk(TorchTensor.unwrap(in[0]), op.k(), op.dim(), op.largest(), true)));
    }

    private static <O extends Reduction> void row(KernelTable.Builder rows, Class<O> type, Reduce<O> reduce) {
        rows.kernel(type, (op, in) -> new NativeTensor[] {
            TorchTensor.of(reduce.apply(op, TorchTensor.unwrap(in[0]), op.dims().toLongArray()))
        });
    }

    private static LongOptional single(Dims dims) {
        return dims.size() == 0 ? new LongOptional() : new LongOptional(dims.at(0));
    }

    /** libtorch reduces one dimension at a time. Starting with the last keeps the positions of the others. */
    private static Tensor prod(Reduction.Prod op, Tensor x, long[] dims) {
        var order = dims.clone();
        java.util.Arrays.sort(order);
        var result =
                order.length == 0 ? torch.prod(x) : torch.prod(x, order[order.length - 1], op.keepDim(), Types.SAME);
        for (int i = order.length - 2; i >= 0; i--) {
            try (var before = result) {
                result = torch.prod(before, order[i], op.keepDim(), Types.SAME);
            }
        }
        return result;
    }
}
