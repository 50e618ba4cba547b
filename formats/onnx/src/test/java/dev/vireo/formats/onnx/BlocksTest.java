package dev.vireo.formats.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.vireo.nn.Block;
import dev.vireo.nn.Invocation;
import dev.vireo.nn.Linear;
import dev.vireo.nn.Sequential;
import dev.vireo.nn.activation.ReLU;
import dev.vireo.nn.attention.MultiheadAttention;
import dev.vireo.nn.init.Initializers;
import dev.vireo.nn.parametrization.FakeQuantize;
import dev.vireo.nn.parametrization.LoRA;
import dev.vireo.nn.parametrization.Mask;
import dev.vireo.nn.parametrization.WeightNorm;
import dev.vireo.nn.recurrent.LSTM;
import dev.vireo.nn.recurrent.RecurrentOptions;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorGroup;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.trace.Trace;
import dev.vireo.tensor.trace.TraceRecorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports blocks of any call signature and parametrized layers, and compares ONNX Runtime's results with Vireo's. */
final class BlocksTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private TensorScope scope;

    /** Returns the sum and the difference of two projections. */
    private static final class TwoTower extends Block {
        private final Linear left = child("left", new Linear(3, 4));
        private final Linear right = child("right", new Linear(2, 4));

        private record Output(Tensor sum, Tensor difference) implements TensorGroup {
            @Override
            public List<Tensor> tensors() {
                return List.of(sum, difference);
            }
        }

        Output call(Tensor a, Tensor b) {
            return run(this, towers -> towers.forward(a, b), a, b);
        }

        private Output forward(Tensor a, Tensor b) {
            var x = left.call(a);
            var y = right.call(b);
            return new Output(x.add(y), x.sub(y));
        }
    }

    @BeforeEach
    void openScope() {
        scope = TensorScope.open();
    }

    @AfterEach
    void closeScope() {
        scope.close();
    }

    @Test
    void parametrizedWeightsAreWrittenAsPlainWeights() throws IOException {
        try (var net = new Sequential(new Linear(3, 4), new ReLU(), new Linear(4, 2))) {
            var first = net.parameter("0.weight");
            first.parametrize(new LoRA(first.stored(), 2, 4));
            Initializers.initialize(net.parameter("0.weight.lora.b").stored(), shape -> normal(4, 2));
            first.parametrize(new Mask(normal(4, 3).gt(0)));
            var second = net.parameter("2.weight");
            second.parametrize(new WeightNorm(second.stored()));
            second.parametrize(new FakeQuantize(4));

            var file = folder.resolve("net.onnx");
            Onnx.export(net, normal(2, 3), file);

            var graph = ModelProto.parseFrom(Files.readAllBytes(file)).getGraph();
            assertThat(graph.getInitializerList().stream().map(TensorProto::getName))
                    .containsExactlyInAnyOrder("0.weight", "0.bias", "2.weight", "2.bias");
            assertThat(net.stateDict()).containsKey("0.weight.lora.a");
            try (var model = OnnxModel.open(file)) {
                var x = normal(5, 3);
                agree(List.of(model.run(x)), List.of(net.call(x)));
            }
        }
    }

    @Test
    void anLstmWithInitialAndFinalState() {
        try (var lstm = new LSTM(3, 4, RecurrentOptions.layers(2).bidirectional())) {
            agrees(
                    lstm,
                    in -> lstm.call(in.get(0), new LSTM.State(in.get(1), in.get(2))),
                    recorder -> recorder.input("x", normal(2, 3, 3), "batch", "time")
                            .input("h", normal(4, 2, 4), "", "batch")
                            .input("c", normal(4, 2, 4), "", "batch")
                            .outputs("y", "h_n", "c_n"),
                    normal(3, 5, 3),
                    normal(4, 3, 4),
                    normal(4, 3, 4));
        }
    }

    @Test
    void anLstmFromAZeroState() {
        try (var lstm = new LSTM(3, 4, RecurrentOptions.layers(2))) {
            agrees(
                    lstm,
                    in -> lstm.call(in.get(0)),
                    recorder -> recorder.input("x", normal(2, 3, 3), "batch", "time"),
                    normal(3, 5, 3));
        }
    }

    @Test
    void attentionWithAMask() {
        try (var attention = new MultiheadAttention(8, 2)) {
            agrees(
                    attention,
                    in -> attention.call(in.get(0), in.get(1), in.get(1), in.get(2)),
                    recorder -> recorder.input("query", normal(2, 3, 8), "batch", "targets")
                            .input("memory", normal(2, 4, 8), "batch", "sources")
                            .input("mask", normal(3, 4), "targets", "sources"),
                    normal(3, 2, 8),
                    normal(3, 5, 8),
                    normal(2, 5));
        }
    }

    @Test
    void twoInputsAndTwoOutputs() {
        try (var net = new TwoTower()) {
            agrees(
                    net,
                    in -> net.call(in.get(0), in.get(1)),
                    recorder -> recorder.input("a", normal(2, 3), "batch")
                            .input("b", normal(2, 2), "batch")
                            .outputs("sum", "difference"),
                    normal(5, 3),
                    normal(5, 2));
        }
    }

    private void agrees(Block net, Invocation call, UnaryOperator<TraceRecorder> signature, Tensor... inputs) {
        var in = List.of(inputs);
        var file = folder.resolve("net.onnx");
        net.inEvalMode(() -> {
            var recorder = signature.apply(Trace.recorder().state(net.stateDict()));
            try (var trace = recorder.record(x -> call.call(x).tensors())) {
                Onnx.export(trace, file);
            }
            try (var model = OnnxModel.open(file)) {
                agree(model.run(in), call.call(in).tensors());
            }
            return net;
        });
    }

    private static void agree(List<Tensor> actual, List<Tensor> expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < actual.size(); i++) {
            assertThat(actual.get(i).shape()).isEqualTo(expected.get(i).shape());
            assertThat(actual.get(i).toFloatArray())
                    .containsExactly(expected.get(i).toFloatArray(), within(1e-5f));
        }
    }

    private static Tensor normal(long... sizes) {
        return Initializers.normal(Shape.of(sizes), 1);
    }
}
