package dev.vireo.engine.reference;

import dev.vireo.tensor.engine.KernelTable;
import dev.vireo.tensor.engine.NativeTensor;
import dev.vireo.tensor.op.Rearrange;
import dev.vireo.tensor.op.Update;
import dev.vireo.tensor.op.View;

/** Other ways to look at the same memory, tensors put together, and writes into them. */
final class ViewKernels {
    private ViewKernels() {}

    static KernelTable table() {
        var rows = KernelTable.of("reference views")
                .kernel(View.Reshape.class, (op, in) -> view(of(in).reshape(op.shape())))
                .kernel(
                        View.Permute.class,
                        (op, in) -> view(of(in).permute(op.dims().toArray())))
                .kernel(View.Expand.class, (op, in) -> view(of(in).expand(op.shape())))
                .kernel(View.Slice.class, (op, in) -> {
                    int count = Math.toIntExact((op.end() - op.start() + op.step() - 1) / op.step());
                    return view(of(in).slice(op.dim(), (int) op.start(), count, (int) op.step()));
                })
                .kernel(Update.CopyInto.class, (op, in) -> {
                    var target = of(in);
                    copy(ReferenceTensor.of(in[1]).expand(target.shape()), target);
                    return new NativeTensor[0];
                });
        Results.kernel(rows, Rearrange.Concat.class, (op, in, y) -> {
            int from = 0;
            for (var each : in) {
                copy(each, y.slice(op.dim(), from, each.size(op.dim()), 1));
                from += each.size(op.dim());
            }
        });
        return rows.build();
    }

    /** Writes all elements into a tensor of the same shape. */
    static void copy(ReferenceTensor source, ReferenceTensor target) {
        var from = source.places();
        var to = target.places();
        // Read all before the first is written: both may share memory.
        var values = new double[from.length];
        for (int i = 0; i < from.length; i++) {
            values[i] = source.get(from[i]);
        }
        for (int i = 0; i < to.length; i++) {
            target.set(to[i], values[i]);
        }
    }

    private static ReferenceTensor of(NativeTensor[] inputs) {
        return ReferenceTensor.of(inputs[0]);
    }

    private static NativeTensor[] view(ReferenceTensor view) {
        return new NativeTensor[] {view};
    }
}
