package dev.vireo.engine.torch;

import static dev.vireo.engine.torch.TestTensors.normal;

import dev.vireo.engine.torch.internal.kernel.RecurrentKernels;
import dev.vireo.engine.torch.internal.kernel.half.HalfSpeed;
import dev.vireo.engine.torch.internal.library.Scalars;
import dev.vireo.tensor.op.Op;
import dev.vireo.tensor.op.Recurrent.Gru;
import dev.vireo.tensor.op.Recurrent.Lstm;
import dev.vireo.tensor.op.Recurrent.Rnn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class RecurrentKernelsTest {
    private static final int INPUT = 3;
    private static final int HIDDEN = 4;

    private final GradientCheck check = check();

    GradientCheck check() {
        return GradientCheck.of(RecurrentKernels.table(HalfSpeed.fast()));
    }

    @Test
    void lstmOfLayersAndDirections() {
        lstm(1, true, false);
        lstm(2, true, true);
        lstm(2, false, false);
        lstm(1, false, true);
    }

    @Test
    void gruOfLayersAndDirections() {
        gru(1, true, false);
        gru(2, true, true);
        gru(2, false, false);
        gru(1, false, true);
    }

    @Test
    void rnnOfLayersAndDirections() {
        for (boolean relu : new boolean[] {true, false}) {
            rnn(1, true, false, relu);
            rnn(2, true, true, relu);
            rnn(2, false, false, relu);
        }
    }

    private void lstm(int layers, boolean biases, boolean both) {
        agrees(new Lstm(layers, biases, both), inputs(4, 2, layers, biases, both), in -> {
            var state = new TensorVector(in[1], in[2]);
            try (var y = torch.lstm(in[0], state, vector(in, 3), biases, layers, 0, true, both, true)) {
                return new Tensor[] {new Tensor(y.get0()), new Tensor(y.get1()), new Tensor(y.get2())};
            }
        });
    }

    private void gru(int layers, boolean biases, boolean both) {
        agrees(new Gru(layers, biases, both), inputs(3, 1, layers, biases, both), in -> {
            try (var y = torch.gru(in[0], in[1], vector(in, 2), biases, layers, 0, true, both, true)) {
                return new Tensor[] {new Tensor(y.get0()), new Tensor(y.get1())};
            }
        });
    }

    private void rnn(int layers, boolean biases, boolean both, boolean relu) {
        agrees(new Rnn(layers, biases, both, relu), inputs(1, 1, layers, biases, both), in -> {
            try (var y = relu
                    ? torch.rnn_relu(in[0], in[1], vector(in, 2), biases, layers, 0, true, both, true)
                    : torch.rnn_tanh(in[0], in[1], vector(in, 2), biases, layers, 0, true, both, true)) {
                return new Tensor[] {new Tensor(y.get0()), new Tensor(y.get1())};
            }
        });
    }

    private <O extends Op> void agrees(O op, List<Tensor> inputs, Function<Tensor[], Tensor[]> reference) {
        check.agrees(op, inputs, reference);
    }

    private static List<Tensor> inputs(int gates, int states, int layers, boolean biases, boolean both) {
        int directions = both ? 2 : 1;
        var inputs = new ArrayList<Tensor>();
        inputs.add(normal(2, 5, INPUT));
        for (int i = 0; i < states; i++) {
            inputs.add(normal(layers * directions, 2, HIDDEN));
        }
        for (int layer = 0; layer < layers; layer++) {
            for (int direction = 0; direction < directions; direction++) {
                inputs.add(small(gates * HIDDEN, layer == 0 ? INPUT : HIDDEN * directions));
                inputs.add(small(gates * HIDDEN, HIDDEN));
                if (biases) {
                    inputs.add(small(gates * HIDDEN));
                    inputs.add(small(gates * HIDDEN));
                }
            }
        }
        return inputs;
    }

    private static Tensor small(long... sizes) {
        return normal(sizes).mul(Scalars.of(0.4));
    }

    private static TensorVector vector(Tensor[] in, int from) {
        return new TensorVector(Arrays.copyOfRange(in, from, in.length));
    }
}
