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
                    var source = ReferenceTensor.of(in[1]);
                    var apart = ReferenceTensor.allocate(source.spec()); // both may share memory
                    apart.copy(source);
                    of(in).copy(apart.expand(of(in).shape()));
                    return new NativeTensor[0];
                });
        Results.kernel(rows, Rearrange.Concat.class, (op, in, y) -> {
            int from = 0;
            for (var each : in) {
                y.slice(op.dim(), from, each.size(op.dim()), 1).copy(each);
                from += each.size(op.dim());
            }
        });
        return rows.build();
    }

    private static ReferenceTensor of(NativeTensor[] inputs) {
        return ReferenceTensor.of(inputs[0]);
    }

    private static NativeTensor[] view(ReferenceTensor view) {
        return new NativeTensor[] {view};
    }
}
