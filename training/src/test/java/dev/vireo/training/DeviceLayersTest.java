package dev.vireo.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.vireo.engine.tck.device.RecordingEngine;
import dev.vireo.nn.Block;
import dev.vireo.nn.Embedding;
import dev.vireo.nn.Linear;
import dev.vireo.nn.Sequential;
import dev.vireo.nn.activation.Tanh;
import dev.vireo.nn.attention.MultiheadAttention;
import dev.vireo.nn.parametrization.FakeQuantize;
import dev.vireo.nn.parametrization.LoRA;
import dev.vireo.nn.parametrization.Mask;
import dev.vireo.nn.parametrization.WeightNorm;
import dev.vireo.nn.recurrent.GRU;
import dev.vireo.nn.recurrent.LSTM;
import dev.vireo.nn.recurrent.RNN;
import dev.vireo.nn.recurrent.Recurrence;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.Engines;
import dev.vireo.tensor.Generator;
import dev.vireo.tensor.Memory;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorGroup;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.listener.ListenerScope;
import dev.vireo.tensor.listener.OpListener;
import dev.vireo.tensor.op.Op;
import dev.vireo.training.optimizer.AdamW;
import dev.vireo.training.optimizer.GradientNorm;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Training steps on a simulated device read no value back, and give the same bits as on the CPU. */
final class DeviceLayersTest {
    private static final Device GPU = Device.cuda(0);

    @TestFactory
    Stream<DynamicTest> layersWithState() {
        return Stream.of(
                test("LSTM", () -> new LSTM(4, 4), DeviceLayersTest::inTwoChunks, DeviceLayersTest::sequence),
                test("GRU", () -> new GRU(4, 4), DeviceLayersTest::inTwoChunks, DeviceLayersTest::sequence),
                test("RNN", () -> new RNN(4, 4), DeviceLayersTest::inTwoChunks, DeviceLayersTest::sequence));
    }

    /** Runs the second half of the sequence from the state after the first half. */
    private static <S extends TensorGroup> Tensor inTwoChunks(Recurrence<S> net, Tensor x) {
        var first = net.call(x.slice(1, 0, 2), net.zeroState(x));
        return first.sequence()
                .sum()
                .add(net.call(x.slice(1, 2, 4), first.state()).sequence().sum());
    }

    @TestFactory
    Stream<DynamicTest> attentionWithAMask() {
        return Stream.of(
                test(
                        "bool",
                        () -> new MultiheadAttention(4, 2),
                        (net, x) -> net.call(x, past(x)),
                        DeviceLayersTest::sequence),
                test(
                        "floating, to another sequence",
                        () -> new MultiheadAttention(4, 2),
                        (net, x) -> net.call(x, x.sin(), x.cos(), past(x).to(DType.FLOAT32)),
                        DeviceLayersTest::sequence));
    }

    /** A mask {@code [4, 4]}: each position attends to itself and to earlier positions. */
    private static Tensor past(Tensor x) {
        var position = Tensor.arange(4).to(x.device());
        return position.unsqueeze(1).ge(position);
    }

    @TestFactory
    Stream<DynamicTest> parametrizations() {
        return Stream.of(
                parametrized("LoRA", net -> {
                    net.freeze();
                    net.parametrize(
                            "0.weight", new LoRA(net.parameter("0.weight").stored(), 2, 4));
                }),
                parametrized(
                        "WeightNorm",
                        net -> net.parametrize(
                                "0.weight",
                                new WeightNorm(net.parameter("0.weight").stored()))),
                parametrized("Mask", net -> {
                    try (var scope = TensorScope.open()) {
                        net.parametrize(
                                "0.weight",
                                new Mask(Tensor.arange(16)
                                        .reshape(4, 4)
                                        .remainder(2)
                                        .eq(0)));
                    }
                }),
                parametrized("FakeQuantize", net -> net.parametrize("0.weight", new FakeQuantize())));
    }

    @TestFactory
    Stream<DynamicTest> otherParts() {
        return Stream.of(
                parametrized("tied weights", net -> net.parameter("2.weight").tie(net.parameter("0.weight"))),
                parametrized(
                        "a replaced layer",
                        net -> net.replace("0", new Sequential(new Linear(4, 3), new Linear(3, 4)))),
                test("row gradients", () -> new Embedding(8, 4).sparse(), Embedding::call, DeviceLayersTest::tokens));
    }

    @Test
    void readsAreDetected() {
        assertThatThrownBy(() -> trained(
                        GPU,
                        () -> new Linear(4, 4),
                        (net, x) -> net.call(x).mul(x.amax().item()),
                        DeviceLayersTest::sequence))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("the device of a tensor that Java reads");
    }

    private static DynamicTest parametrized(String name, Consumer<Sequential> change) {
        Supplier<Sequential> network = () -> {
            var net = new Sequential(new Linear(4, 4), new Tanh(), new Linear(4, 4));
            change.accept(net);
            return net;
        };
        return test(name, network, Sequential::call, DeviceLayersTest::sequence);
    }

    private static <B extends Block> DynamicTest test(
            String name, Supplier<B> block, BiFunction<B, Tensor, Tensor> forward, Supplier<Tensor> input) {
        return dynamicTest(name, () -> {
            var there = trained(GPU, block, forward, input);
            assertThat(there).isEqualTo(trained(Device.CPU, block, forward, input));
        });
    }

    /** The weights after two training steps. */
    private static <B extends Block> List<String> trained(
            Device device, Supplier<B> block, BiFunction<B, Tensor, Tensor> forward, Supplier<Tensor> input) {
        var engine = new RecordingEngine();
        long leaks = Memory.leaks();
        Generator.seeded(7).use();
        var weights = Engines.with(engine, () -> {
            try (var net = block.get();
                    var scope = TensorScope.open()) {
                net.to(device, DType.FLOAT32);
                var before = values(net);
                train(net, forward, input.get().to(device));
                assertThat(values(net)).isNotEqualTo(before);
                return values(net);
            }
        });
        assertThat(engine.violations()).isEmpty();
        assertThat(engine.held()).isZero();
        assertThat(Memory.leaks()).isEqualTo(leaks);
        return weights;
    }

    private static <B extends Block> void train(B net, BiFunction<B, Tensor, Tensor> forward, Tensor input) {
        try (var optimizer = AdamW.of(0.01).over(net.parameters());
                var listening = ListenerScope.open(new NoReads())) {
            for (int step = 0; step < 2; step++) {
                try (var scope = TensorScope.open()) {
                    forward.apply(net, input).square().mean().backward();
                    GradientNorm.clip(net.parameters(), 1);
                    optimizer.step();
                    optimizer.clearGradients();
                }
            }
        }
    }

    /** Fails when Java reads the values of a tensor on the device. */
    private static final class NoReads implements OpListener {
        @Override
        public void ran(Op op, List<Tensor> inputs, List<Tensor> outputs, String path, long nanos) {}

        @Override
        public boolean entersBackward() {
            return true;
        }

        @Override
        public void toHost(Tensor tensor) {
            assertThat(tensor.device())
                    .as("the device of a tensor that Java reads")
                    .isEqualTo(Device.CPU);
        }
    }

    private static List<String> values(Block net) {
        return net.stateDict().values().stream()
                .map(each -> Arrays.toString(each.toDoubleArray()))
                .toList();
    }

    /** {@code [2, 4, 4]}. */
    private static Tensor sequence() {
        return Tensor.arange(32).to(DType.FLOAT32).sin().reshape(2, 4, 4);
    }

    /** {@code [6]}, with repetitions. */
    private static Tensor tokens() {
        return Tensor.of(new long[] {1, 4, 1, 0, 7, 4});
    }
}
