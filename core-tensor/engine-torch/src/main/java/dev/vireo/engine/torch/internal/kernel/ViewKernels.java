package dev.vireo.engine.torch.internal.kernel;

import dev.vireo.engine.torch.internal.library.Scalars;
import dev.vireo.engine.torch.internal.library.TensorLists;
import dev.vireo.engine.torch.internal.library.TorchTensor;
import dev.vireo.tensor.Dims;
import dev.vireo.tensor.engine.KernelTable;
import dev.vireo.tensor.op.Indexing;
import dev.vireo.tensor.op.Rearrange;
import dev.vireo.tensor.op.View;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Kernels of views, rearranging and indexing. */
public final class ViewKernels {
    private ViewKernels() {}

    /** Returns the kernels. */
    public static KernelTable table() {
        var rows = KernelTable.of("torch views")
                .kernel(
                        View.Reshape.class,
                        (op, in) -> TorchTensor.one(
                                TorchTensor.unwrap(in[0]).view(op.shape().toArray())))
                .kernel(
                        View.Flatten.class,
                        (op, in) -> TorchTensor.one(flatten(TorchTensor.unwrap(in[0]), op.startDim(), op.endDim())))
                .kernel(
                        View.Permute.class,
                        (op, in) -> TorchTensor.one(
                                TorchTensor.unwrap(in[0]).permute(op.dims().toLongArray())))
                .kernel(
                        View.Expand.class,
                        (op, in) -> TorchTensor.one(
                                TorchTensor.unwrap(in[0]).expand(op.shape().toArray(), false)))
                .kernel(
                        View.Unsqueeze.class,
                        (op, in) -> TorchTensor.one(TorchTensor.unwrap(in[0]).unsqueeze(op.dim())))
                .kernel(
                        View.Squeeze.class,
                        (op, in) -> TorchTensor.one(TorchTensor.unwrap(in[0]).squeeze(op.dim())))
                .kernel(View.Slice.class, (op, in) -> TorchTensor.one(slice(op, TorchTensor.unwrap(in[0]))));
        rearrange(rows);
        indexing(rows);
        return rows.build();
    }

    private static void rearrange(KernelTable.Builder rows) {
        rows.kernel(Rearrange.Concat.class, (op, in) -> {
                    try (var all = TensorLists.vector(in)) {
                        return TorchTensor.one(torch.cat(all, op.dim()));
                    }
                })
                .kernel(Rearrange.Stack.class, (op, in) -> {
                    try (var all = TensorLists.vector(in)) {
                        return TorchTensor.one(torch.stack(all, op.dim()));
                    }
                })
                .kernel(Rearrange.Pad.class, (op, in) -> TorchTensor.one(Padding.pad(op, TorchTensor.unwrap(in[0]))))
                .kernel(
                        Rearrange.Flip.class,
                        (op, in) -> TorchTensor.one(
                                TorchTensor.unwrap(in[0]).flip(op.dims().toLongArray())))
                .kernel(
                        Rearrange.Roll.class,
                        (op, in) -> TorchTensor.one(TorchTensor.unwrap(in[0])
                                .roll(op.shifts().toLongArray(), op.dims().toLongArray())))
                .kernel(
                        Rearrange.Repeat.class,
                        (op, in) -> TorchTensor.one(
                                TorchTensor.unwrap(in[0]).repeat(op.repeats().toLongArray())))
                .kernel(Rearrange.RepeatInterleave.class, (op, in) -> {
                    try (var dim = new LongOptional(op.dim());
                            var size = new LongOptional()) {
                        return TorchTensor.one(
                                torch.repeat_interleave(TorchTensor.unwrap(in[0]), op.repeats(), dim, size));
                    }
                })
                .kernel(
                        Rearrange.Tril.class,
                        (op, in) -> TorchTensor.one(torch.tril(TorchTensor.unwrap(in[0]), op.diagonal())))
                .kernel(
                        Rearrange.Triu.class,
                        (op, in) -> TorchTensor.one(torch.triu(TorchTensor.unwrap(in[0]), op.diagonal())))
                .kernel(Rearrange.Diagonal.class, (op, in) -> {
                    try (var shared = torch.diagonal(TorchTensor.unwrap(in[0]), op.offset(), -2, -1)) {
                        return TorchTensor.one(shared.clone());
                    }
                })
                .kernel(
                        Rearrange.Unfold.class,
                        (op, in) -> TorchTensor.one(torch.im2col(
                                TorchTensor.unwrap(in[0]),
                                longs(op.kernel()),
                                longs(op.dilation()),
                                longs(op.padding()),
                                longs(op.stride()))));
    }

    private static void indexing(KernelTable.Builder rows) {
        rows.kernel(
                        Indexing.Gather.class,
                        (op, in) -> TorchTensor.one(
                                torch.gather(TorchTensor.unwrap(in[0]), op.dim(), TorchTensor.unwrap(in[1]))))
                .kernel(
                        Indexing.Scatter.class,
                        (op, in) -> TorchTensor.one(torch.scatter(
                                TorchTensor.unwrap(in[0]),
                                op.dim(),
                                TorchTensor.unwrap(in[1]),
                                TorchTensor.unwrap(in[2]))))
                .kernel(
                        Indexing.ScatterAdd.class,
                        (op, in) -> TorchTensor.one(torch.scatter_add(
                                TorchTensor.unwrap(in[0]),
                                op.dim(),
                                TorchTensor.unwrap(in[1]),
                                TorchTensor.unwrap(in[2]))))
                .kernel(
                        Indexing.IndexSelect.class,
                        (op, in) -> TorchTensor.one(
                                torch.index_select(TorchTensor.unwrap(in[0]), op.dim(), TorchTensor.unwrap(in[1]))))
                .kernel(
                        Indexing.IndexAdd.class,
                        (op, in) -> TorchTensor.one(torch.index_add(
                                TorchTensor.unwrap(in[0]),
                                op.dim(),
                                TorchTensor.unwrap(in[1]),
                                TorchTensor.unwrap(in[2]))))
                .kernel(
                        Indexing.MaskedFill.class,
                        (op, in) -> TorchTensor.one(torch.masked_fill(
                                TorchTensor.unwrap(in[0]), TorchTensor.unwrap(in[1]), Scalars.of(op.value()))))
                .kernel(
                        Indexing.MaskedSelect.class,
                        (op, in) -> TorchTensor.one(
                                torch.masked_select(TorchTensor.unwrap(in[0]), TorchTensor.unwrap(in[1]))))
                .kernel(Indexing.Nonzero.class, (op, in) -> TorchTensor.one(torch.nonzero(TorchTensor.unwrap(in[0]))))
                .kernel(
                        Indexing.OneHot.class,
                        (op, in) -> TorchTensor.one(torch.one_hot(TorchTensor.unwrap(in[0]), op.classes())));
    }

    private static Tensor flatten(Tensor x, int startDim, int endDim) {
        int rank = (int) x.dim();
        if (rank == 0) {
            return x.view(1);
        }
        var sizes = new long[rank - (endDim - startDim)];
        long joined = 1;
        for (int i = 0; i < rank; i++) {
            if (i < startDim) {
                sizes[i] = x.size(i);
            } else if (i <= endDim) {
                joined *= x.size(i);
            } else {
                sizes[i - (endDim - startDim)] = x.size(i);
            }
        }
        sizes[startDim] = joined;
        return x.view(sizes);
    }

    private static Tensor slice(View.Slice op, Tensor x) {
        if (op.step() == 1) {
            return x.narrow(op.dim(), op.start(), op.end() - op.start());
        }
        try (var start = new LongOptional(op.start());
                var end = new LongOptional(op.end())) {
            return x.slice(op.dim(), start, end, op.step());
        }
    }

    private static long[] longs(Dims dims) {
        return dims.toLongArray();
    }
}
