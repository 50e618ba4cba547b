package dev.vireo.engine.nd4j;

import dev.vireo.tensor.engine.KernelTable;
import dev.vireo.tensor.engine.NativeTensor;
import dev.vireo.tensor.op.Rearrange;
import dev.vireo.tensor.op.Update;
import dev.vireo.tensor.op.View;

/** Other ways to look at the same memory, tensors put together, and writes into them. */
final class ViewKernels {
    private ViewKernels() {}

    static KernelTable table() {
        var rows = KernelTable.of("nd4j views")
                .kernel(View.Reshape.class, (op, in) -> view(of(in).reshape(op.shape())))
                .kernel(
                        View.Permute.class,
                        (op, in) -> view(of(in).permute(op.dims().toArray())))
                .kernel(View.Expand.class, (op, in) -> view(of(in).expand(op.shape())))
                .kernel(View.Slice.class, (op, in) -> {
                    long count = (op.end() - op.start() + op.step() - 1) / op.step();
                    return view(of(in).slice(op.dim(), op.start(), count, op.step()));
                })
                .kernel(Update.CopyInto.class, (op, in) -> {
                    copyInto(of(in), Nd4jTensor.of(in[1]));
                    return new NativeTensor[0];
                });
        Results.mover(rows, Rearrange.Concat.class, (op, in, y, work) -> {
            long from = 0;
            for (var each : in) {
                work.assign(each, work.hold(y.slice(op.dim(), from, each.size(op.dim()), 1)));
                from += each.size(op.dim());
            }
        });
        return rows.build();
    }

    private static void copyInto(Nd4jTensor target, Nd4jTensor source) {
        try (var work = new Work()) {
            work.assign(source.sharesMemory(target) ? work.copy(source, source.dtype()) : source, target);
        }
    }

    private static Nd4jTensor of(NativeTensor[] inputs) {
        return Nd4jTensor.of(inputs[0]);
    }

    private static NativeTensor[] view(Nd4jTensor view) {
        return new NativeTensor[] {view};
    }
}
