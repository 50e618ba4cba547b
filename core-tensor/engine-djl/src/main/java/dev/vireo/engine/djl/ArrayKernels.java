package dev.vireo.engine.djl;

import ai.djl.pytorch.engine.PtNDArray;
import dev.vireo.tensor.engine.FusedGradient;
import dev.vireo.tensor.engine.Kernel;
import dev.vireo.tensor.engine.KernelTable;
import dev.vireo.tensor.engine.NativeTensor;
import dev.vireo.tensor.op.Op;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/**
 * Builds a table of kernels that are functions of DJL's arrays. Input arrays remain owned by their tensors; result
 * arrays become new tensors.
 */
final class ArrayKernels {
    private final KernelTable.Builder table;

    private ArrayKernels(KernelTable.Builder table) {
        this.table = table;
    }

    /** Computes one result. */
    @FunctionalInterface
    interface Call<O> {
        PtNDArray of(O op, PtNDArray[] in);
    }

    /** Computes several results. */
    @FunctionalInterface
    interface Calls<O> {
        PtNDArray[] of(O op, PtNDArray[] in);
    }

    static ArrayKernels of(String family) {
        return new ArrayKernels(KernelTable.of("djl " + family));
    }

    <O extends Op> ArrayKernels one(O op, UnaryOperator<PtNDArray> function) {
        table.kernel(op, (any, in) -> DjlTensor.one(function.apply(DjlTensor.array(in[0]))));
        return this;
    }

    <O extends Op> ArrayKernels two(O op, BinaryOperator<PtNDArray> function) {
        table.kernel(op, (any, in) -> DjlTensor.one(function.apply(DjlTensor.array(in[0]), DjlTensor.array(in[1]))));
        return this;
    }

    <O extends Op> ArrayKernels row(O op, Call<O> call) {
        table.kernel(op, (any, in) -> DjlTensor.one(call.of(any, DjlTensor.arrays(in))));
        return this;
    }

    <O extends Op> ArrayKernels row(Class<O> type, Call<O> call) {
        return kernel(type, (op, in) -> DjlTensor.one(call.of(op, DjlTensor.arrays(in))));
    }

    /** As {@link #row}, for a kernel that makes several calls. */
    <O extends Op> ArrayKernels steps(Class<O> type, Call<O> call) {
        return row(type, (op, in) -> Intermediates.run(() -> call.of(op, in)));
    }

    /** As {@link #steps}, with several results. */
    <O extends Op> ArrayKernels rows(Class<O> type, Calls<O> call) {
        return kernel(type, (op, in) -> DjlTensor.all(Intermediates.all(() -> call.of(op, DjlTensor.arrays(in)))));
    }

    /** Adds a kernel of tensors, not of arrays. */
    <O extends Op> ArrayKernels kernel(Class<O> type, Kernel<O> kernel) {
        table.kernel(type, kernel);
        return this;
    }

    /** Adds a function whose gradient is computed by libtorch's autograd. */
    <O extends Op> ArrayKernels recorded(Class<O> type, Call<O> call) {
        return recordedAll(type, (op, in) -> new PtNDArray[] {call.of(op, in)});
    }

    /** As {@link #recorded}, with several results. */
    <O extends Op> ArrayKernels recordedAll(Class<O> type, Calls<O> call) {
        table.gradient(type, new Recorded<>(call));
        return rows(type, call);
    }

    KernelTable build() {
        return table.build();
    }

    /** Keeps the inputs alive, because libtorch's graph reads their memory. */
    private record Recorded<O extends Op>(Calls<O> call) implements FusedGradient<O> {
        @Override
        public Saved saved() {
            return Saved.INPUTS;
        }

        @Override
        public NativeTensor[] forward(O op, NativeTensor[] inputs) {
            return LibtorchGraph.of(DjlTensor.arrays(inputs), leaves -> call.of(op, leaves))
                    .results();
        }

        @Override
        public NativeTensor[] backward(O op, Tape tape, boolean[] needed) {
            var graph = (LibtorchGraph) tape.residual(0);
            var arrived = new PtNDArray[op.differentiable(graph.size())];
            for (int i = 0; i < arrived.length; i++) {
                if (tape.hasGradient(i)) {
                    arrived[i] = DjlTensor.array(tape.gradient(i));
                }
            }
            return DjlTensor.all(graph.gradients(arrived, needed));
        }
    }
}
