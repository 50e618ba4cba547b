package dev.vireo.formats.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl;
import dev.vireo.nn.Layer;
import dev.vireo.nn.init.Initializers;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.Dims;
import dev.vireo.tensor.Engines;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.VireoException;
import dev.vireo.tensor.op.Convolution;
import dev.vireo.tensor.op.Rearrange;
import dev.vireo.tensor.op.Recurrent;
import dev.vireo.tensor.trace.Trace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Exports networks whose computation uses sizes of the input. */
final class DynamicSizesTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    /** A layer that computes one function. Errors contain its path. */
    private static final class Net extends Layer {
        private final UnaryOperator<Tensor> function;

        Net(UnaryOperator<Tensor> function) {
            this.function = function;
        }

        @Override
        public Tensor forward(Tensor x) {
            return function.apply(x);
        }
    }

    static Stream<Arguments> functions() {
        return Stream.of(
                function("mean by hand", x -> x.sum(0).div(x.shape().size(0)).add(x)),
                function("zeros", x -> Tensor.zeros(x.shape().size(0), 3).add(x)),
                function(
                        "ones, more than are stored",
                        x -> Tensor.ones(x.shape().size(0), 400, 3).sum(1).mul(x)),
                function(
                        "arange",
                        x -> Tensor.arange(x.shape().size(0))
                                .to(DType.FLOAT32)
                                .unsqueeze(1)
                                .add(x)),
                function("detach", x -> x.add(x.detach())),
                function("get", x -> x.get().add(x)),
                function("reshape", x -> x.reshape(3, x.shape().size(0)).add(x.reshape(3, -1))),
                function("reshape to more", x -> x.reshape(x.shape().size(0), 3, 1, 1)),
                function("flatten", x -> x.flatten(0)),
                function("expand", x -> x.sum(0).expand(x.shape().size(0), 3)),
                function(
                        "expand to more",
                        x -> x.unsqueeze(0)
                                .expand(2 * x.shape().size(0), x.shape().size(0), 3)),
                function("all but the last", x -> x.slice(0, 0, x.shape().size(0) - 1)),
                function("last", x -> x.select(0, -1)),
                function("repeat", x -> x.unsqueeze(0).repeat((int) x.shape().size(0), 1, 1)),
                function("pad", x -> x.pad(Dims.of((int) x.shape().size(0), 0), Dims.of(0, 1), 1)),
                function("roll", x -> x.roll(4, 0).add(x.roll(-1, 0))),
                function("causal mask", x -> {
                    long n = x.shape().size(0);
                    var mask = Tensor.ones(n, n).tril(0).to(DType.BOOL);
                    return x.matmul(x.transpose(0, 1)).maskedFill(mask.logicalNot(), -9);
                }),
                function(
                        "upper triangle by size",
                        x -> x.matmul(x.transpose(0, 1))
                                .triu(1 - (int) x.shape().size(0))),
                function(
                        "one hot",
                        x -> x.gt(0).to(DType.INT64).oneHot((int) x.shape().size(0))),
                function("clamp", x -> x.clamp(0, x.shape().size(0))),
                function("half of the rows", x -> {
                    var half = x.slice(0, 0, x.shape().size(0), 2);
                    return half.sum(0).div(half.shape().size(0));
                }),
                function("elements of a mask", x -> {
                    var found = x.maskedSelect(x.gt(0));
                    return found.reshape(-1, 1).div(found.shape().size(0));
                }),
                function("batch in a state", DynamicSizesTest::lstm));
    }

    private static Arguments function(String name, UnaryOperator<Tensor> function) {
        return Arguments.of(name, function);
    }

    /** An LSTM with a zero initial state. The input {@code [N, 3]} is one time step with 3 features. */
    private static Tensor lstm(Tensor x) {
        var zeros = Tensor.zeros(1, x.shape().size(0), 2);
        var weight = Tensor.arange(24).to(DType.FLOAT32).div(24).reshape(8, 3);
        var recurrent = Tensor.arange(16).to(DType.FLOAT32).div(-16).reshape(8, 2);
        return Engines.run(new Recurrent.Lstm(1, false, false), x.unsqueeze(1), zeros, zeros, weight, recurrent)[0];
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("functions")
    void aFileIsCorrectForEveryBatchSize(String name, UnaryOperator<Tensor> function) {
        try (var net = new Net(function);
                var scope = TensorScope.open()) {
            var file = folder.resolve("net.onnx");
            Onnx.export(net, Initializers.normal(Shape.of(2, 3), 1), file);
            try (var model = OnnxModel.open(file)) {
                for (int batch : new int[] {2, 3, 5, 8}) {
                    var x = Initializers.normal(Shape.of(batch, 3), 1);
                    var y = net.call(x);
                    var actual = model.run(x);
                    assertThat(actual.spec()).isEqualTo(y.spec());
                    assertThat(actual.sub(y).abs().amax().item()).isLessThan(1e-5);
                }
            }
        }
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                refused(x -> x.mul(x.amax().item()), "Java reads the values of", "(in Net)"),
                refused(x -> Tensor.of(x.toFloatArray(), 2, 3), "Java reads the values of", "DynamicSizesTest.java:"),
                refused(x -> x.sum().item() > 0 ? x : x.neg(), "Java reads the values of", "(in Net)"),
                refused(
                        x -> x.mul(1.0 / x.shape().size(0)),
                        "trace: full in Net: the attribute value is [0.5",
                        "polynomial"),
                refused(
                        x -> x.shape().size(0) > 4 ? x.exp() : x.neg(),
                        "trace: step 0 is neg in Net",
                        "it is exp in Net"),
                refused(
                        x -> Engines.run(
                                new Rearrange.RepeatInterleave((int) x.shape().size(0), 0), x)[0],
                        "onnx: cannot be exported: repeatInterleave in Net: the attribute repeats is batch",
                        "fix these dimensions"));
    }

    private static Arguments refused(UnaryOperator<Tensor> function, String start, String part) {
        return Arguments.of(function, start, part);
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatOnnxCannotExpressIsRefusedWithTheLayersPath(UnaryOperator<Tensor> function, String start, String part) {
        try (var net = new Net(function);
                var scope = TensorScope.open()) {
            var file = folder.resolve("net.onnx");
            assertThatThrownBy(() -> Onnx.export(net, Initializers.normal(Shape.of(2, 3), 1), file))
                    .isInstanceOf(VireoException.class)
                    .hasMessageContaining(start)
                    .hasMessageContaining(part);
            assertThat(file).doesNotExist();
        }
    }

    @Test
    void severalInputsAndOutputsHaveNamesAndSizes() throws IOException {
        var file = folder.resolve("attention.onnx");
        try (var scope = TensorScope.open()) {
            var x = Initializers.normal(Shape.of(2, 4, 6), 1);
            var weight = Initializers.normal(Shape.of(6, 6), 1);
            var mask = Tensor.ones(2, 4).to(DType.BOOL);
            UnaryOperator<List<Tensor>> attention = in -> {
                var query = in.get(0).matmul(weight);
                var visible =
                        in.get(1).unsqueeze(1).expand(-1, in.get(0).shape().size(1), -1);
                var y = query.attention(in.get(0), in.get(0), false, visible);
                return List.of(y, y.flatten(0, 1).sum(1));
            };
            try (var trace = Trace.recorder()
                    .state(Map.of("query.weight", weight))
                    .input("x", x, "batch", "time")
                    .input("mask", mask, "batch", "time")
                    .outputs("y", "score")
                    .record(attention)) {
                Onnx.export(trace, file);
            }
            try (var model = OnnxModel.open(file)) {
                var longer = List.of(
                        Initializers.normal(Shape.of(3, 7, 6), 1),
                        Tensor.ones(3, 7).to(DType.BOOL));
                var expected = attention.apply(longer);
                var actual = model.run(longer);
                for (int i = 0; i < 2; i++) {
                    assertThat(actual.get(i).spec()).isEqualTo(expected.get(i).spec());
                    assertThat(actual.get(i).sub(expected.get(i)).abs().amax().item())
                            .isLessThan(1e-5);
                }
            }
        }
        var graph = OnnxMl.ModelProto.parseFrom(Files.readAllBytes(file)).getGraph();
        assertThat(graph.getInputList().stream().map(DynamicSizesTest::describe))
                .containsExactly("x [batch, time, 6]", "mask [batch, time]");
        assertThat(graph.getOutputList().stream().map(DynamicSizesTest::describe))
                .containsExactly("y [batch, time, 6]", "score [batch*time]");
        assertThat(graph.getInitializerList().stream().map(OnnxMl.TensorProto::getName))
                .contains("query.weight");
    }

    private static String describe(OnnxMl.ValueInfoProto value) {
        return value.getName() + " "
                + value.getType().getTensorType().getShape().getDimList().stream()
                        .map(size -> size.hasDimParam() ? size.getDimParam() : Long.toString(size.getDimValue()))
                        .toList();
    }

    @Test
    void imageSizesCanBeDynamic() {
        var file = folder.resolve("images.onnx");
        try (var scope = TensorScope.open()) {
            var kernel = Initializers.normal(Shape.of(4, 1, 3, 3), 1);
            UnaryOperator<List<Tensor>> network = in -> {
                var x = in.get(0)
                        .conv(new Convolution.Conv(Dims.of(2, 2), Dims.of(1, 1), Dims.of(1, 1), 1), kernel)
                        .relu();
                var size = x.shape();
                return List.of(
                        x.reshape(size.size(0), 4, size.size(2) * size.size(3)).mean(2));
            };
            try (var trace = Trace.recorder()
                    .input("image", Initializers.normal(Shape.of(1, 1, 9, 12), 1), "batch", "", "height", "width")
                    .record(network)) {
                Onnx.export(trace, file);
            }
            var other = List.of(Initializers.normal(Shape.of(2, 1, 15, 8), 1));
            try (var model = OnnxModel.open(file)) {
                assertThat(model.run(other)
                                .get(0)
                                .sub(network.apply(other).get(0))
                                .abs()
                                .amax()
                                .item())
                        .isLessThan(1e-5);
            }
        }
    }

    @Test
    void anOutputThatHasTheNameOfAnInputIsRefused() {
        try (var scope = TensorScope.open();
                var trace = Trace.recorder()
                        .input("x", Tensor.ones(2))
                        .outputs("x")
                        .record(in -> List.of(in.get(0).neg()))) {
            assertThatThrownBy(() -> Onnx.export(trace, folder.resolve("x.onnx")))
                    .hasMessageStartingWith("onnx: the output 'x' has the name of an input");
        }
    }

    @Test
    void aResultThatDependsOnNoInputIsRefused() {
        try (var net = new Net(x -> Tensor.ones(2));
                var scope = TensorScope.open()) {
            assertThatThrownBy(() -> Onnx.export(net, Tensor.ones(2, 3), folder.resolve("x.onnx")))
                    .hasMessage("onnx: the model's result does not depend on its input");
        }
    }
}
