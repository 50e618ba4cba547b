package dev.vireo.engine.torch.internal.kernel;

import dev.vireo.engine.torch.internal.kernel.half.HalfSpeed;
import dev.vireo.engine.torch.internal.kernel.half.WideningFunction;
import dev.vireo.engine.torch.internal.library.LibtorchGraph;
import dev.vireo.engine.torch.internal.library.TorchTensor;
import dev.vireo.tensor.engine.FusedGradient;
import dev.vireo.tensor.engine.Kernel;
import dev.vireo.tensor.engine.KernelTable;
import dev.vireo.tensor.engine.NativeTensor;
import dev.vireo.tensor.op.Op;
import dev.vireo.tensor.op.Recurrent.Gru;
import dev.vireo.tensor.op.Recurrent.Lstm;
import dev.vireo.tensor.op.Recurrent.Rnn;
import java.util.function.BiFunction;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Kernels of recurrent operations. One call computes all layers and time steps. libtorch uses oneDNN or cuDNN for an
 * LSTM where possible.
 */
public final class RecurrentKernels {
    private static final double NO_DROPOUT = 0;
    private static final boolean BATCH_FIRST = true;

    private RecurrentKernels() {}

    /**
     * Returns the kernels.
     *
     * @param speed tells for which half types they run in float32
     */
    public static KernelTable table(HalfSpeed speed) {
        var lstm = new Recurrence<>(new WideningFunction<Lstm>(RecurrentKernels::lstm, speed));
        var gru = new Recurrence<>(new WideningFunction<Gru>(RecurrentKernels::gru, speed));
        var rnn = new Recurrence<>(new WideningFunction<Rnn>(RecurrentKernels::rnn, speed));
        return KernelTable.of("torch recurrent")
                .kernel(Lstm.class, lstm)
                .kernel(Gru.class, gru)
                .kernel(Rnn.class, rnn)
                .gradient(Lstm.class, lstm)
                .gradient(Gru.class, gru)
                .gradient(Rnn.class, rnn)
                .build();
    }

    private static Tensor[] lstm(Lstm op, Tensor[] in) {
        try (var state = vector(in, 1, 3);
                var weights = vector(in, 3, in.length);
                var results = torch.lstm(
                        in[0],
                        state,
                        weights,
                        op.biases(),
                        op.layers(),
                        NO_DROPOUT,
                        true,
                        op.bidirectional(),
                        BATCH_FIRST)) {
            return new Tensor[] {new Tensor(results.get0()), new Tensor(results.get1()), new Tensor(results.get2())};
        }
    }

    private static Tensor[] gru(Gru op, Tensor[] in) {
        try (var weights = vector(in, 2, in.length)) {
            return split(torch.gru(
                    in[0],
                    in[1],
                    weights,
                    op.biases(),
                    op.layers(),
                    NO_DROPOUT,
                    true,
                    op.bidirectional(),
                    BATCH_FIRST));
        }
    }

    private static Tensor[] rnn(Rnn op, Tensor[] in) {
        boolean biases = op.biases();
        int layers = op.layers();
        boolean both = op.bidirectional();
        try (var weights = vector(in, 2, in.length)) {
            return split(
                    op.relu()
                            ? torch.rnn_relu(in[0], in[1], weights, biases, layers, NO_DROPOUT, true, both, BATCH_FIRST)
                            : torch.rnn_tanh(
                                    in[0], in[1], weights, biases, layers, NO_DROPOUT, true, both, BATCH_FIRST));
        }
    }

    private static Tensor[] split(T_TensorTensor_T results) {
        try (results) {
            return new Tensor[] {new Tensor(results.get0()), new Tensor(results.get1())};
        }
    }

    private static TensorVector vector(Tensor[] tensors, int from, int to) {
        var vector = new TensorVector();
        for (int i = from; i < to; i++) {
            vector.push_back(tensors[i]);
        }
        return vector;
    }

    /** Residual: libtorch's own graph, because its saved values vary with device and type. */
    private record Recurrence<O extends Op>(BiFunction<O, Tensor[], Tensor[]> function)
            implements Kernel<O>, FusedGradient<O> {
        @Override
        public NativeTensor[] run(O op, NativeTensor[] inputs) {
            var results = function.apply(op, TorchTensor.unwrap(inputs));
            var natives = new NativeTensor[results.length];
            for (int i = 0; i < natives.length; i++) {
                natives[i] = TorchTensor.of(results[i]);
            }
            return natives;
        }

        @Override
        public Saved saved() {
            return Saved.NOTHING;
        }

        @Override
        public NativeTensor[] forward(O op, NativeTensor[] inputs) {
            return LibtorchGraph.record(inputs, leaves -> function.apply(op, leaves));
        }

        @Override
        public NativeTensor[] backward(O op, Tape tape, boolean[] needed) {
            return ((LibtorchGraph) tape.residual(0)).backward(tape, needed);
        }
    }
}
