package dev.vireo.engine.nd4j;

import dev.vireo.tensor.engine.KernelTable;
import dev.vireo.tensor.engine.NativeTensor;
import dev.vireo.tensor.engine.StridedTensor;
import dev.vireo.tensor.op.Rearrange;
import dev.vireo.tensor.op.Update;

/** Kernels of views, concatenation, and writes into tensors. */
final class ViewKernels {
    private ViewKernels() {}

    static KernelTable table() {
        var rows = KernelTable.of("nd4j views").all(StridedTensor.views()).kernel(Update.CopyInto.class, (op, in) -> {
            copyInto(Nd4jTensor.of(in[0]), Nd4jTensor.of(in[1]));
            return new NativeTensor[0];
        });
        Results.mover(rows, Rearrange.Concat.class, (op, in, y, work) -> {
            long from = 0;
            for (var each : in) {
                work.assign(each, work.slice(y, op.dim(), from, each.size(op.dim())));
                from += each.size(op.dim());
            }
        });
        return rows.build();
    }

    private static void copyInto(Nd4jTensor target, Nd4jTensor source) {
        try (var work = new Intermediates(target.spec().device())) {
            work.assign(source.sharesMemory(target) ? work.copy(source, source.dtype()) : source, target);
        }
    }
}
