package dev.vireo.formats.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl;
import dev.vireo.nn.Initializers;
import dev.vireo.nn.Linear;
import dev.vireo.nn.Sequential;
import dev.vireo.nn.attention.MultiheadAttention;
import dev.vireo.nn.parametrization.FakeQuantize;
import dev.vireo.nn.parametrization.LoRA;
import dev.vireo.nn.recurrent.LSTM;
import dev.vireo.nn.recurrent.RecurrentOptions;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.autograd.Autograd;
import dev.vireo.tensor.trace.Trace;
import dev.vireo.tensor.trace.TraceRecorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Blocks that do not map one tensor to one tensor, and parametrized weights. */
final class TypedBlocksTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void anLstmTakesAndReturnsItsState() throws IOException {
        try (var net = new LSTM(3, 4, RecurrentOptions.layers(2).bidirectional());
                var scope = TensorScope.open();
                var off = Autograd.noGrad()) {
            UnaryOperator<List<Tensor>> call = in ->
                    net.call(in.get(0), new LSTM.State(in.get(1), in.get(2))).tensors();
            export(
                    call,
                    Trace.recorder()
                            .state(net.stateDict())
                            .input("x", normal(2, 5, 3), "batch", "time")
                            .input("h", normal(4, 2, 4), "", "batch")
                            .input("c", normal(4, 2, 4), "", "batch")
                            .outputs("y", "h_n", "c_n"));
            requireSame(call, List.of(normal(3, 7, 3), normal(4, 3, 4), normal(4, 3, 4)));
            assertThat(graph().getInitializerList().stream().map(OnnxMl.TensorProto::getName))
                    .containsAll(net.stateDict().keySet());
        }
    }

    @Test
    void attentionTakesAMask() throws IOException {
        try (var net = new MultiheadAttention(8, 2);
                var scope = TensorScope.open();
                var off = Autograd.noGrad()) {
            UnaryOperator<List<Tensor>> call = in -> List.of(net.call(in.get(0), in.get(1)));
            export(
                    call,
                    Trace.recorder()
                            .state(net.stateDict())
                            .input("x", normal(2, 5, 8), "batch", "time")
                            .input("mask", Tensor.ones(5, 5).tril(0).to(DType.BOOL), "time", "time"));
            requireSame(call, List.of(normal(3, 4, 8), Tensor.ones(4, 4).tril(0).to(DType.BOOL)));
        }
    }

    @Test
    void aParametrizedWeightIsOneInitializerOrTheNodesThatComputeIt() throws IOException {
        try (var net = new Sequential(new Linear(3, 4));
                var scope = TensorScope.open();
                var off = Autograd.noGrad()) {
            var weight = net.parameter("0.weight");
            weight.parametrize(new LoRA(weight.stored(), 2, 1));
            net.stateDict()
                    .values()
                    .forEach(each -> each.assign(normal(each.shape().toArray())));
            weight.parametrize(new FakeQuantize(8));
            UnaryOperator<List<Tensor>> call = in -> List.of(net.call(in.get(0)));

            Onnx.export(net, normal(2, 3), file());
            requireSame(call, List.of(normal(5, 3)));
            assertThat(graph().getNodeList().stream().map(OnnxMl.NodeProto::getOpType))
                    .containsExactly("Gemm", "Identity");
            assertThat(graph().getInitializerList().stream().map(OnnxMl.TensorProto::getName))
                    .containsExactlyInAnyOrder("0.weight", "0.bias");

            export(call, Trace.recorder().state(net.stateDict()).input("x", normal(2, 3), "batch"));
            requireSame(call, List.of(normal(5, 3)));
            assertThat(graph().getNodeList().stream().map(OnnxMl.NodeProto::getOpType))
                    .contains("MatMul", "Round", "Gemm");
            assertThat(graph().getInitializerList().stream().map(OnnxMl.TensorProto::getName))
                    .containsAll(net.stateDict().keySet());
        }
    }

    private void export(UnaryOperator<List<Tensor>> call, TraceRecorder recorder) {
        try (var trace = recorder.record(call)) {
            Onnx.export(trace, file());
        }
    }

    private void requireSame(UnaryOperator<List<Tensor>> call, List<Tensor> inputs) {
        var expected = call.apply(inputs);
        try (var model = OnnxModel.open(file())) {
            var actual = model.run(inputs);
            assertThat(actual).hasSameSizeAs(expected);
            for (int i = 0; i < actual.size(); i++) {
                assertThat(actual.get(i).spec()).isEqualTo(expected.get(i).spec());
                assertThat(actual.get(i).sub(expected.get(i)).abs().amax().item())
                        .isLessThan(1e-5);
            }
        }
    }

    private OnnxMl.GraphProto graph() throws IOException {
        return OnnxMl.ModelProto.parseFrom(Files.readAllBytes(file())).getGraph();
    }

    private Path file() {
        return folder.resolve("net.onnx");
    }

    private static Tensor normal(long... shape) {
        return Initializers.normal(Shape.of(shape), 1);
    }
}
