package dev.vireo.engine.reference;

import dev.vireo.tensor.engine.KernelTable;
import dev.vireo.tensor.engine.NativeTensor;
import dev.vireo.tensor.engine.StridedTensor;
import dev.vireo.tensor.op.Rearrange;
import dev.vireo.tensor.op.Update;

/** Kernels of views, concatenation, and writes into tensors. */
final class ViewKernels {
    private ViewKernels() {}

    static KernelTable table() {
        var rows = KernelTable.of("reference views")
                .all(StridedTensor.views())
                .kernel(Update.CopyInto.class, (op, in) -> {
                    var target = ReferenceTensor.of(in[0]);
                    var source = ReferenceTensor.of(in[1]);
                    // both may share memory, so the source is copied first
                    var apart = ReferenceTensor.allocate(source.spec());
                    apart.copy(source);
                    target.copy(apart.expand(target.shape()));
                    return new NativeTensor[0];
                });
        Results.kernel(rows, Rearrange.Concat.class, (op, in, y) -> {
            int from = 0;
            for (var each : in) {
                y.slice(op.dim(), from, each.size(op.dim())).copy(each);
                from += each.size(op.dim());
            }
        });
        return rows.build();
    }
}
