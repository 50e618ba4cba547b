package dev.vireo.engine.reference;

import dev.vireo.tensor.engine.KernelTable;
import dev.vireo.tensor.engine.NativeTensor;
import dev.vireo.tensor.engine.ResultSpecs;
import dev.vireo.tensor.op.Op;
import java.util.Arrays;

/** Adds kernels that fill preallocated results. The spec rules give the shapes and types. */
final class Results {
    private Results() {}

    /** Fills one result. */
    @FunctionalInterface
    interface Fill<O extends Op> {
        void fill(O op, ReferenceTensor[] inputs, ReferenceTensor result);
    }

    /** Fills all results. */
    @FunctionalInterface
    interface FillAll<O extends Op> {
        void fill(O op, ReferenceTensor[] inputs, ReferenceTensor[] results);
    }

    /** Adds the kernel of an enum constant. */
    static <O extends Op> void kernel(KernelTable.Builder rows, O op, Fill<O> fill) {
        rows.kernel(op, (o, in) -> run(o, in, (each, inputs, results) -> fill.fill(each, inputs, results[0])));
    }

    /** Adds the kernel of a record with one result. */
    static <O extends Op> void kernel(KernelTable.Builder rows, Class<O> type, Fill<O> fill) {
        kernels(rows, type, (op, inputs, results) -> fill.fill(op, inputs, results[0]));
    }

    /** Adds the kernel of a record with several results. */
    static <O extends Op> void kernels(KernelTable.Builder rows, Class<O> type, FillAll<O> fill) {
        rows.kernel(type, (op, in) -> run(op, in, fill));
    }

    static ReferenceTensor[] inputs(NativeTensor[] tensors) {
        return Arrays.stream(tensors).map(ReferenceTensor::of).toArray(ReferenceTensor[]::new);
    }

    private static <O extends Op> NativeTensor[] run(O op, NativeTensor[] in, FillAll<O> fill) {
        var inputs = inputs(in);
        var specs = ResultSpecs.of(
                op, Arrays.stream(inputs).map(ReferenceTensor::spec).toList());
        var results =
                specs.orElseThrow().stream().map(ReferenceTensor::allocate).toArray(ReferenceTensor[]::new);
        fill.fill(op, inputs, results);
        return results;
    }
}
