package dev.vireo.formats.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl;
import dev.vireo.nn.Linear;
import dev.vireo.nn.Sequential;
import dev.vireo.nn.init.Initializers;
import dev.vireo.nn.parametrization.FakeQuantize;
import dev.vireo.nn.parametrization.LoRA;
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

/** The two ways in which a parametrized weight is exported. */
final class ParametrizedWeightTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void aParametrizedWeightIsExportedMergedOrAsTheNodesThatComputeIt() throws IOException {
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
