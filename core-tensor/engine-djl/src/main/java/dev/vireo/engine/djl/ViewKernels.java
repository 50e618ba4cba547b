package dev.vireo.engine.djl;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.vireo.tensor.engine.KernelTable;
import dev.vireo.tensor.op.Rearrange;
import dev.vireo.tensor.op.View;

/** Other ways to look at the same memory, and new tensors of old elements. */
final class ViewKernels {
    private final KernelTable.Builder rows = KernelTable.of("djl views");

    private ViewKernels() {}

    @FunctionalInterface
    private interface Look<O> {
        PtNDArray at(O op, PtNDArray x);
    }

    static KernelTable table() {
        var kernels = new ViewKernels();
        kernels.views();
        kernels.rearrange();
        return kernels.rows.build();
    }

    private void views() {
        view(View.Reshape.class, (op, x) -> JniUtils.reshape(x, op.shape().toArray()));
        view(View.Permute.class, (op, x) -> JniUtils.permute(x, op.dims().toLongArray()));
        view(View.Expand.class, (op, x) -> JniUtils.broadcast(x, Creator.shape(op.shape())));
        view(View.Unsqueeze.class, (op, x) -> JniUtils.unsqueeze(x, op.dim()));
        view(View.Squeeze.class, (op, x) -> JniUtils.squeeze(x, op.dim()));
        view(View.Slice.class, (op, x) -> JniUtils.slice(x, op.dim(), op.start(), op.end(), op.step()));
    }

    private void rearrange() {
        rows.kernel(Rearrange.Concat.class, (op, in) -> DjlTensor.one(JniUtils.cat(DjlTensor.arrays(in), op.dim())))
                .kernel(
                        Rearrange.Stack.class,
                        (op, in) -> DjlTensor.one(JniUtils.stack(DjlTensor.arrays(in), op.dim())))
                .kernel(
                        Rearrange.Flip.class,
                        (op, in) -> DjlTensor.one(
                                JniUtils.flip(DjlTensor.array(in[0]), op.dims().toLongArray())))
                .kernel(
                        Rearrange.Repeat.class,
                        (op, in) -> DjlTensor.one(JniUtils.tile(
                                DjlTensor.array(in[0]), op.repeats().toLongArray())))
                .kernel(
                        Rearrange.RepeatInterleave.class,
                        (op, in) -> DjlTensor.one(JniUtils.repeat(DjlTensor.array(in[0]), op.repeats(), op.dim())));
    }

    private <O extends View> void view(Class<O> type, Look<O> look) {
        rows.kernel(
                type,
                (op, in) -> in[0] instanceof MetaTensor meta
                        ? meta.view(op)
                        : DjlTensor.view(in[0], look.at(op, DjlTensor.array(in[0]))));
    }
}
