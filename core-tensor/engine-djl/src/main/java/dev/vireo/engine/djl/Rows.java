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
final class Rows {
    private final KernelTable.Builder table;

    private Rows(KernelTable.Builder table) {
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

    static Rows of(String family) {
        return new Rows(KernelTable.of("djl " + family));
    }

    <O extends Op> Rows one(O op, UnaryOperator<PtNDArray> function) {
        table.kernel(op, (any, in) -> DjlTensor.one(function.apply(DjlTensor.array(in[0]))));
        return this;
    }

    <O extends Op> Rows two(O op, BinaryOperator<PtNDArray> function) {
        table.kernel(op, (any, in) -> DjlTensor.one(function.apply(DjlTensor.array(in[0]), DjlTensor.array(in[1]))));
        return this;
    }

    <O extends Op> Rows row(O op, Call<O> call) {
        table.kernel(op, (any, in) -> DjlTensor.one(call.of(any, DjlTensor.arrays(in))));
        return this;
    }

    <O extends Op> Rows row(Class<O> type, Call<O> call) {
        return kernel(type, (op, in) -> DjlTensor.one(call.of(op, DjlTensor.arrays(in))));
    }

    /** As {@link #row}, for a kernel that makes several calls. */
    <O extends Op> Rows steps(Class<O> type, Call<O> call) {
        return row(type, (op, in) -> Steps.run(() -> call.of(op, in)));
    }

    /** As {@link #steps}, with several results. */
    <O extends Op> Rows rows(Class<O> type, Calls<O> call) {
        return kernel(type, (op, in) -> DjlTensor.all(Steps.all(() -> call.of(op, DjlTensor.arrays(in)))));
    }

    /** Adds a kernel of tensors, not of arrays. */
    <O extends Op> Rows kernel(Class<O> type, Kernel<O> kernel) {
        table.kernel(type, kernel);
        return this;
    }

    /** Adds a function whose gradient is computed by libtorch's autograd. */
    <O extends Op> Rows recorded(Class<O> type, Call<O> call) {
        return recordedAll(type, (op, in) -> new PtNDArray[] {call.of(op, in)});
    }

    /** As {@link #recorded}, with several results. */
    <O extends Op> Rows recordedAll(Class<O> type, Calls<O> call) {
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
            return Graph.of(DjlTensor.arrays(inputs), leaves -> call.of(op, leaves))
                    .results();
        }

        @Override
        public NativeTensor[] backward(O op, Tape tape, boolean[] needed) {
            var graph = (Graph) tape.residual(0);
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
