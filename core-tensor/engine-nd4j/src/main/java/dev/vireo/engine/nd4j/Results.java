package dev.vireo.engine.nd4j;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.engine.KernelTable;
import dev.vireo.tensor.engine.NativeTensor;
import dev.vireo.tensor.engine.ResultSpecs;
import dev.vireo.tensor.op.Op;
import java.util.Arrays;

/**
 * Adds kernels that fill a preallocated result. The spec rules give its shape and type. Half types are computed in
 * float32 and rounded once, because ND4J rounds after each step. Empty results need no computation.
 */
final class Results {
    private Results() {}

    /** Fills a result. */
    @FunctionalInterface
    interface Fill<O extends Op> {
        void fill(O op, Nd4jTensor[] inputs, Nd4jTensor result, Intermediates work);
    }

    /** Adds the kernel of an enum constant. */
    static <O extends Op> void kernel(KernelTable.Builder rows, O op, Fill<O> fill) {
        rows.kernel(op, (any, in) -> run(any, Nd4jTensor.of(in), fill, true));
    }

    /** Adds the kernel of a record. */
    static <O extends Op> void kernel(KernelTable.Builder rows, Class<O> type, Fill<O> fill) {
        rows.kernel(type, (op, in) -> run(op, Nd4jTensor.of(in), fill, true));
    }

    /** Adds a kernel that only moves elements and therefore accepts any type, including half types. */
    static <O extends Op> void mover(KernelTable.Builder rows, Class<O> type, Fill<O> fill) {
        rows.kernel(type, (op, in) -> run(op, Nd4jTensor.of(in), fill, false));
    }

    private static <O extends Op> NativeTensor[] run(O op, Nd4jTensor[] in, Fill<O> fill, boolean widens) {
        var spec = ResultSpecs.of(op, Arrays.stream(in).map(Nd4jTensor::spec).toList())
                .orElseThrow()
                .get(0);
        try (var work = new Intermediates(spec.device())) {
            var result = work.hold(Nd4jTensor.allocate(spec));
            if (result.hasMemory()) {
                boolean widened = widens && result.dtype().isHalf();
                var filled = widened ? work.make(result.shape(), DType.FLOAT32) : result;
                fill.fill(op, widens ? wide(in, work) : in, filled, work);
                if (widened) {
                    work.assign(filled, result);
                }
            }
            return work.release(result);
        }
    }

    private static Nd4jTensor[] wide(Nd4jTensor[] in, Intermediates work) {
        var wide = in.clone();
        for (int i = 0; i < in.length; i++) {
            if (in[i].dtype().isHalf() && !in[i].isEmpty()) {
                wide[i] = work.copy(in[i], DType.FLOAT32);
            }
        }
        return wide;
    }
}
