package dev.vireo.nn;

import static dev.vireo.nn.Libtorch.agrees;
import static dev.vireo.nn.Libtorch.normal;
import static dev.vireo.nn.Libtorch.of;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vireo.nn.activation.Sigmoid;
import dev.vireo.nn.activation.Tanh;
import dev.vireo.nn.init.Initializers;
import dev.vireo.nn.recurrent.Bidirectional;
import dev.vireo.nn.recurrent.GRU;
import dev.vireo.nn.recurrent.LSTM;
import dev.vireo.nn.recurrent.PeepholeLSTM;
import dev.vireo.nn.recurrent.RNN;
import dev.vireo.nn.recurrent.RecurrentOptions;
import dev.vireo.nn.recurrent.SimpleRNN;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.Memory;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.GRUImpl;
import org.bytedeco.pytorch.GRUOptions;
import org.bytedeco.pytorch.LSTMImpl;
import org.bytedeco.pytorch.LSTMOptions;
import org.bytedeco.pytorch.RNNImpl;
import org.bytedeco.pytorch.RNNOptions;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.junit.jupiter.api.Test;

final class RecurrentLayersTest extends InScope {
    private static final RecurrentOptions STACK = RecurrentOptions.layers(2).bidirectional();

    @Test
    void lstmWithGivenStateMatchesPyTorch() {
        var options = new LSTMOptions(3, 4);
        options.num_layers().put(2);
        options.bidirectional().put(true);
        options.batch_first().put(true);
        var module = new LSTMImpl(options);
        try (var lstm = new LSTM(3, 4, STACK)) {
            Libtorch.load(lstm, module);
            var x = normal(2, 5, 3);
            var h = normal(4, 2, 4);
            var c = normal(4, 2, 4).mul(0.5);

            var output = lstm.call(x, new LSTM.State(h, c));
            var expected = module.forward(of(x), new T_TensorTensor_T(of(h), of(c)));

            agrees("sequence", output.sequence(), expected.get0());
            agrees("hidden", output.state().hidden(), expected.get1().get0());
            agrees("cell", output.state().cell(), expected.get1().get1());
            agrees("from zeros", lstm.call(x), module.forward(of(x)).get0());
        }
    }

    @Test
    void gruAndRnnMatchPyTorch() {
        var gruOptions = new GRUOptions(3, 4);
        gruOptions.batch_first().put(true);
        var rnnOptions = new RNNOptions(3, 4);
        rnnOptions.batch_first().put(true);
        try (var gru = new GRU(3, 4);
                var rnn = new RNN(3, 4)) {
            var x = normal(2, 5, 3);
            var h = normal(1, 2, 4);
            var gruModule = new GRUImpl(gruOptions);
            Libtorch.load(gru, gruModule);
            var expected = gruModule.forward(of(x), of(h));
            agrees("gru", gru.call(x, h).sequence(), expected.get0());
            agrees("gru state", gru.call(x, h).state(), expected.get1());
            var rnnModule = new RNNImpl(rnnOptions);
            Libtorch.load(rnn, rnnModule);
            agrees(
                    "rnn",
                    rnn.call(x, h).sequence(),
                    rnnModule.forward(of(x), of(h)).get0());
        }
    }

    @Test
    void aSequenceInPartsGivesTheResultsOfTheWholeSequence() {
        try (var lstm = new LSTM(3, 4, RecurrentOptions.layers(2).withoutBias())) {
            var x = normal(2, 6, 3);
            var whole = lstm.call(x, lstm.zeroState(x));
            var first = lstm.call(x.slice(1, 0, 2), lstm.zeroState(x));
            var second = lstm.call(x.slice(1, 2, 6), first.state());
            assertThat(Tensor.concat(1, first.sequence(), second.sequence()).toFloatArray())
                    .containsExactly(whole.sequence().toFloatArray(), within(1e-6f));
            assertThat(second.state().cell().toFloatArray())
                    .containsExactly(whole.state().cell().toFloatArray(), within(1e-6f));
            assertThat(lstm.stateDict())
                    .containsOnlyKeys("weight_ih_l0", "weight_hh_l0", "weight_ih_l1", "weight_hh_l1");
        }
    }

    @Test
    void dropoutIsActiveBetweenLayersInTrainingOnly() {
        try (var lstm = new LSTM(3, 4, STACK.dropout(0.5));
                var plain = new LSTM(3, 4, STACK)) {
            plain.loadStateDict(lstm.stateDict());
            var x = normal(2, 5, 3);
            var state = new LSTM.State(normal(4, 2, 4), normal(4, 2, 4));
            assertThat(lstm.call(x).toFloatArray()).isNotEqualTo(plain.call(x).toFloatArray());
            var output = lstm.call(x, state);
            var firstLayer = plain.call(x, state).state().hidden().slice(0, 0, 2);
            assertThat(output.state().hidden().shape()).isEqualTo(Shape.of(4, 2, 4));
            assertThat(output.state().hidden().slice(0, 0, 2).toFloatArray())
                    .containsExactly(firstLayer.toFloatArray(), within(1e-6f));
            lstm.eval();
            assertThat(lstm.call(x).toFloatArray())
                    .containsExactly(plain.call(x).toFloatArray());
        }
    }

    @Test
    void stepByStepLayersAgreeWithTheFusedOnes() {
        try (var fused = new LSTM(3, 4);
                var stepped = new PeepholeLSTM(3, 4, false, new Tanh(), new Sigmoid());
                var rnn = new RNN(3, 4);
                var simple = new SimpleRNN(3, 4, new Tanh())) {
            copy(fused, stepped);
            copy(rnn, simple);
            var x = normal(2, 5, 3);
            var state = new LSTM.State(normal(1, 2, 4), normal(1, 2, 4));
            assertThat(stepped.call(x).toFloatArray())
                    .containsExactly(fused.call(x).toFloatArray(), within(1e-6f));
            assertThat(stepped.call(x, state).state().cell().toFloatArray())
                    .containsExactly(fused.call(x, state).state().cell().toFloatArray(), within(1e-6f));
            assertThat(simple.call(x).toFloatArray())
                    .containsExactly(rnn.call(x).toFloatArray(), within(1e-6f));
        }
    }

    @Test
    void peepholesFollowTheFormulaOfGraves() {
        try (var lstm = new PeepholeLSTM(1, 1, true, new Tanh(), new Sigmoid())) {
            set(lstm, "peephole", Tensor.of(new float[] {1, 2, 3}, 3, 1));
            set(lstm, "bias", Tensor.of(0.1f, 0.2f, 0.3f, 0.4f));
            var state = new LSTM.State(Tensor.zeros(1, 1, 1), Tensor.ones(1, 1, 1));
            double i = sigmoid(0.1 + 1);
            double f = sigmoid(0.2 + 2);
            double c = f + i * Math.tanh(0.3);
            double h = sigmoid(0.4 + 3 * c) * Math.tanh(c);
            var output = lstm.call(Tensor.zeros(1, 1, 1), state);
            assertThat(output.state().cell().item()).isEqualTo(c, within(1e-6));
            assertThat(output.sequence().item()).isEqualTo(h, within(1e-6));
        }
    }

    @Test
    void bidirectionalEqualsTwoLayersOfOppositeDirections() {
        try (var both = new LSTM(3, 4, RecurrentOptions.layers(1).bidirectional());
                var forward = new LSTM(3, 4);
                var backward = new LSTM(3, 4);
                var joined = new Bidirectional(forward, backward, (a, b) -> Tensor.concat(2, a, b))) {
            both.stateDict().forEach((key, value) -> {
                var target = key.endsWith("_reverse") ? backward : forward;
                set(target, key.replace("_reverse", ""), value);
            });
            var x = normal(2, 5, 3);
            assertThat(joined.call(x).toFloatArray())
                    .containsExactly(both.call(x).toFloatArray(), within(1e-6f));
        }
    }

    @Test
    void hooksSummaryMetaAndMovesWorkForCallsWithState() {
        try (var lstm = new LSTM(3, 4);
                var scope = TensorScope.open()) {
            var seen = new ArrayList<List<Shape>>();
            lstm.afterForward((in, out) -> {
                seen.add(in.stream().map(Tensor::shape).toList());
                seen.add(out.stream().map(Tensor::shape).toList());
            });
            var state = Shape.of(1, 2, 4);
            var summary = Summary.of(
                    lstm,
                    in -> lstm.call(in.get(0), new LSTM.State(in.get(1), in.get(2))),
                    spec(Shape.of(2, 5, 3)),
                    spec(state),
                    spec(state));
            assertThat(seen)
                    .containsExactly(
                            List.of(Shape.of(2, 5, 3), state, state), List.of(Shape.of(2, 5, 4), state, state));
            assertThat(summary.toString()).contains("[2, 5, 4], [1, 2, 4], [1, 2, 4]");
            assertThat(summary.parameters()).isEqualTo(4 * (4 * 3 + 4 * 4 + 4 + 4));

            lstm.to(Device.META, DType.FLOAT32);
            assertThat(lstm.call(Tensor.zeros(2, 5, 3).to(Device.META)).shape()).isEqualTo(Shape.of(2, 5, 4));
            lstm.toEmpty(Device.CPU).to(Device.CPU, DType.FLOAT64);
            var x = Tensor.zeros(2, 5, 3).to(DType.FLOAT64);
            assertThat(lstm.zeroState(x).cell().dtype()).isEqualTo(DType.FLOAT64);
            assertThat(lstm.call(x).toFloatArray()).containsOnly(0);
        }
    }

    @Test
    void aCallFreesAllTensorsButItsResults() {
        try (var lstm = new LSTM(3, 4).freeze();
                var scope = TensorScope.open()) {
            var x = normal(2, 5, 3);
            var recurrent = (LSTM) lstm;
            var state = recurrent.zeroState(x);
            long before = Memory.of(Device.CPU).tensors();
            recurrent.call(x, state);
            assertThat(Memory.of(Device.CPU).tensors()).isEqualTo(before + 3);
        }
    }

    @Test
    void zeroStatesAreZeroForNonFiniteSequences() {
        try (var gru = new GRU(1, 2)) {
            var x = Tensor.of(new float[] {Float.POSITIVE_INFINITY, Float.NaN}, 2, 1, 1);
            assertThat(gru.zeroState(x).toFloatArray()).containsExactly(0, 0, 0, 0);
        }
    }

    @Test
    void canBeReplacedByLayersWithTheSameState() {
        try (var net = new Sequential(new LSTM(3, 4), new GRU(4, 2))) {
            var lstm = (LSTM) net.block("0");
            net.replace("0", new PeepholeLSTM(3, 5, true, new Tanh(), new Sigmoid()));
            var x = normal(2, 6, 3);
            assertThat(lstm.call(x, new LSTM.State(normal(1, 2, 5), normal(1, 2, 5)))
                            .sequence()
                            .shape())
                    .isEqualTo(Shape.of(2, 6, 5));
            assertThatThrownBy(() -> net.replace("0", new GRU(3, 4)))
                    .hasMessageContaining("'0' is PeepholeLSTM; GRU has other call methods");
            net.replace("1", new RNN(5, 2));
            assertThat(net.call(x).shape()).isEqualTo(Shape.of(2, 6, 2));
        }
    }

    @Test
    void errorsNameInvalidInputs() {
        try (var lstm = new LSTM(3, 4)) {
            assertThatThrownBy(() -> lstm.call(normal(2, 3)))
                    .hasMessage("LSTM: the input [2, 3] has 2 dimensions; expected 3");
            assertThatThrownBy(() -> lstm.call(normal(2, 5, 2)))
                    .hasMessageStartingWith("LSTM: the input [2, 5, 2] does not end in [3]");
            assertThatThrownBy(() -> lstm.call(normal(2, 5, 3), new LSTM.State(normal(1, 3, 4), normal(1, 3, 4))))
                    .hasMessageContaining("the state");
            assertThatThrownBy(() -> new GRU(0, 4)).hasMessage("GRU: in is 0; expected at least 1");
            assertThatThrownBy(() -> new RNN(1, 1, RNN.Nonlinearity.RELU, RecurrentOptions.layers(0)))
                    .hasMessage("RNN: layers is 0; expected at least 1");
        }
    }

    /**
     * Copies the parameters of a fused layer. It has two biases; the step-by-step layer's first bias gets their sum,
     * the second zero.
     */
    private static void copy(Block fused, Block stepped) {
        var state = fused.stateDict();
        var sum = state.get("bias_ih_l0").add(state.get("bias_hh_l0")).detach();
        set(fused, "bias_ih_l0", sum);
        set(fused, "bias_hh_l0", sum.mul(0));
        set(stepped, "weight_ih", state.get("weight_ih_l0"));
        set(stepped, "weight_hh", state.get("weight_hh_l0"));
        set(stepped, "bias", sum);
    }

    private static void set(Block block, String name, Tensor value) {
        Initializers.initialize(block.parameter(name).stored(), shape -> value);
    }

    private static TensorSpec spec(Shape shape) {
        return new TensorSpec(shape, DType.FLOAT32, Device.CPU);
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
