package dev.vireo.engine.nd4j;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.engine.Kernel;
import dev.vireo.tensor.engine.KernelTable;
import dev.vireo.tensor.engine.NativeTensor;
import dev.vireo.tensor.engine.ResultSpecs;
import dev.vireo.tensor.op.Op;
import java.util.Arrays;

/**
 * Kernels that fill results whose shapes and types the spec rules say. Half types are computed in float32, since ND4J
 * rounds them after each step, and rounded once. Results without elements are not computed at all.
 */
final class Results {
    private Results() {}

    /** Fills one result. */
    @FunctionalInterface
    interface Fill<O extends Op> {
        void fill(O op, Nd4jTensor[] inputs, Nd4jTensor result, Work work);
    }

    /** Fills all results. */
    @FunctionalInterface
    interface FillAll<O extends Op> {
        void fill(O op, Nd4jTensor[] inputs, Nd4jTensor[] results, Work work);
    }

    /** A kernel of an enum's constant. */
    static <O extends Op> void kernel(KernelTable.Builder rows, O op, Fill<O> fill) {
        rows.kernel(op, of(one(fill)));
    }

    /** A kernel of a record with one result. */
    static <O extends Op> void kernel(KernelTable.Builder rows, Class<O> type, Fill<O> fill) {
        rows.kernel(type, of(one(fill)));
    }

    /** A kernel of a record with several results. */
    static <O extends Op> void kernels(KernelTable.Builder rows, Class<O> type, FillAll<O> fill) {
        rows.kernel(type, of(fill));
    }

    /** A kernel of results that take any type as it is, halves too: nothing is computed. */
    static <O extends Op> void mover(KernelTable.Builder rows, Class<O> type, Fill<O> fill) {
        rows.kernel(type, (op, in) -> run(op, Nd4jTensor.of(in), one(fill), false));
    }

    private static <O extends Op> FillAll<O> one(Fill<O> fill) {
        return (op, in, results, work) -> fill.fill(op, in, results[0], work);
    }

    private static <O extends Op> Kernel<O> of(FillAll<O> fill) {
        return (op, in) -> run(op, Nd4jTensor.of(in), fill, true);
    }

    private static <O extends Op> NativeTensor[] run(O op, Nd4jTensor[] in, FillAll<O> fill, boolean widens) {
        var specs = ResultSpecs.of(op, Arrays.stream(in).map(Nd4jTensor::spec).toList())
                .orElseThrow();
        try (var work = new Work()) {
            var results = new Nd4jTensor[specs.size()];
            var filled = new Nd4jTensor[results.length];
            boolean needed = false;
            for (int i = 0; i < results.length; i++) {
                var spec = specs.get(i);
                results[i] = work.hold(Nd4jTensor.allocate(spec));
                filled[i] = widens && spec.dtype().isHalf() ? work.make(spec.shape(), DType.FLOAT32) : results[i];
                needed |= results[i].hasMemory();
            }
            if (needed) {
                fill.fill(op, widens ? wide(in, work) : in, filled, work);
            }
            for (int i = 0; i < results.length; i++) {
                if (filled[i] != results[i] && needed) {
                    work.assign(filled[i], results[i]);
                }
            }
            return work.release(results);
        }
    }

    private static Nd4jTensor[] wide(Nd4jTensor[] in, Work work) {
        var wide = in.clone();
        for (int i = 0; i < in.length; i++) {
            if (in[i].dtype().isHalf() && !in[i].isEmpty()) {
                wide[i] = work.copy(in[i], DType.FLOAT32);
            }
        }
        return wide;
    }
}
