package dev.vireo.engine.djl;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.vireo.tensor.engine.KernelTable;
import dev.vireo.tensor.op.Rearrange;
import dev.vireo.tensor.op.View;
import java.util.function.BiFunction;

/** Kernels of views, and of operations that copy elements to new places. */
final class ViewKernels {
    private final ArrayKernels rows = ArrayKernels.of("views");

    private ViewKernels() {}

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
        rows.row(Rearrange.Concat.class, (op, in) -> JniUtils.cat(in, op.dim()))
                .row(Rearrange.Stack.class, (op, in) -> JniUtils.stack(in, op.dim()))
                .row(
                        Rearrange.Flip.class,
                        (op, in) -> JniUtils.flip(in[0], op.dims().toLongArray()))
                .row(
                        Rearrange.Repeat.class,
                        (op, in) -> JniUtils.tile(in[0], op.repeats().toLongArray()))
                .row(Rearrange.RepeatInterleave.class, (op, in) -> JniUtils.repeat(in[0], op.repeats(), op.dim()));
    }

    private <O extends View> void view(Class<O> type, BiFunction<O, PtNDArray, PtNDArray> look) {
        rows.kernel(
                type,
                (op, in) -> in[0] instanceof MetaTensor meta
                        ? meta.view(op)
                        : DjlTensor.view(in[0], look.apply(op, DjlTensor.array(in[0]))));
    }
}
