package dev.vireo.formats.onnx;

import static dev.vireo.nn.convolution.ConvOptions.kernel;
import static dev.vireo.nn.pooling.Window.window;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl;
import dev.vireo.nn.Embedding;
import dev.vireo.nn.Flatten;
import dev.vireo.nn.Layer;
import dev.vireo.nn.Linear;
import dev.vireo.nn.Sequential;
import dev.vireo.nn.Unflatten;
import dev.vireo.nn.activation.GELU;
import dev.vireo.nn.activation.ReLU;
import dev.vireo.nn.activation.SiLU;
import dev.vireo.nn.activation.Softmax;
import dev.vireo.nn.convolution.Conv2d;
import dev.vireo.nn.convolution.ConvTranspose2d;
import dev.vireo.nn.init.Initializers;
import dev.vireo.nn.normalization.BatchNorm1d;
import dev.vireo.nn.normalization.BatchNorm2d;
import dev.vireo.nn.normalization.GroupNorm;
import dev.vireo.nn.normalization.InstanceNorm2d;
import dev.vireo.nn.normalization.LayerNorm;
import dev.vireo.nn.normalization.RMSNorm;
import dev.vireo.nn.pooling.AdaptiveAvgPool2d;
import dev.vireo.nn.pooling.AvgPool2d;
import dev.vireo.nn.pooling.MaxPool2d;
import dev.vireo.nn.regularization.Dropout;
import dev.vireo.nn.resampling.PixelShuffle;
import dev.vireo.nn.resampling.Upsample;
import dev.vireo.tensor.Engines;
import dev.vireo.tensor.Generator;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.VireoException;
import dev.vireo.tensor.autograd.Autograd;
import dev.vireo.tensor.engine.Engine;
import dev.vireo.tensor.op.Rearrange.PadMode;
import dev.vireo.tensor.op.Resampling.Mode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class OnnxTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    /** {@code [N length, D] -> [N, length, D]}. */
    private static final class PerSequence extends Layer {
        private final long length;

        PerSequence(long length) {
            this.length = length;
        }

        @Override
        public Tensor forward(Tensor x) {
            return x.reshape(-1, length, x.shape().size(1));
        }
    }

    @Test
    void movingATensorToAnotherEngineCannotBeExported() {
        var there = Engines.named("reference");
        try (var net = new Sequential(new Linear(2, 2), new Elsewhere(there));
                var scope = TensorScope.open()) {
            var file = folder.resolve("net.onnx");
            assertThatThrownBy(() -> Onnx.export(net, Tensor.ones(1, 2), file))
                    .isInstanceOf(VireoException.class)
                    .hasMessageStartingWith(
                            "trace: to(reference): a graph cannot follow a tensor to another engine; run the whole"
                                    + " network on one at ")
                    .hasMessageEndingWith("(in Sequential.1)");
            assertThat(file).doesNotExist();
        }
    }

    /** A layer that moves its input to another engine. */
    private static final class Elsewhere extends Layer {
        private final Engine engine;

        Elsewhere(Engine engine) {
            this.engine = engine;
        }

        @Override
        public Tensor forward(Tensor x) {
            return x.to(engine).relu().to(x.engine());
        }
    }

    @Test
    void aFileThatCannotBeWrittenGivesAOneLineError() throws IOException {
        Files.createDirectories(folder.resolve("taken/inside"));
        try (var net = new Linear(2, 2);
                var scope = TensorScope.open()) {
            var sample = Tensor.ones(1, 2);
            assertThatThrownBy(() -> Onnx.export(net, sample, folder.resolve("nowhere/x.onnx")))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("there is no folder " + folder.resolve("nowhere"));
            assertThatThrownBy(() -> Onnx.export(net, sample, folder.resolve("taken")))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("it is a folder");
        }
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(folder.resolve("taken"));
        }
    }

    @Test
    void aCnnMatchesOnnxRuntimeAtAnotherBatchSize() {
        Generator.seeded(1).use();
        try (var net = new Sequential(
                        new Conv2d(1, 8, kernel(3).padding(1).stride(2)),
                        new BatchNorm2d(8),
                        new ReLU(),
                        new MaxPool2d(2),
                        new Flatten(),
                        new Dropout(0.5),
                        new Linear(8 * 4 * 4, 10));
                var scope = TensorScope.open();
                var off = Autograd.noGrad()) {
            var file = folder.resolve("cnn.onnx");
            Onnx.export(net, Initializers.normal(Shape.of(2, 1, 16, 16), 1), file);
            assertThat(net.isTraining()).isTrue();
            net.eval();
            var x = Initializers.normal(Shape.of(5, 1, 16, 16), 1);
            try (var model = OnnxModel.open(file)) {
                var difference = model.run(x).sub(net.call(x)).abs().amax();
                assertThat(difference.item()).isLessThan(1e-5);
            }
        }
    }

    static Stream<Arguments> networks() {
        return Stream.of(
                Arguments.of(
                        "convolutions",
                        new Sequential(
                                new Conv2d(2, 8, kernel(3).padding(PadMode.REFLECT, 1)),
                                new GroupNorm(2, 8),
                                new SiLU(),
                                new AvgPool2d(window(3).stride(2).padding(1).ceilMode(true)),
                                new ConvTranspose2d(8, 8, kernel(2).stride(2).groups(2)),
                                new InstanceNorm2d(8),
                                new Upsample(1.5, Mode.LINEAR, false),
                                new PixelShuffle(2),
                                new AdaptiveAvgPool2d(3, 5),
                                new Flatten(),
                                new BatchNorm1d(30, 1e-5, 0.1, true, false),
                                new Linear(30, 6),
                                new Unflatten(1, 2, 3))),
                Arguments.of(
                        "sequences",
                        new Sequential(
                                new Flatten(2, 3),
                                new Linear(64, 32),
                                new LayerNorm(32),
                                new GELU(),
                                new Flatten(0, 1), // [N 2, 32]
                                new RMSNorm(32),
                                new PerSequence(2),
                                new Softmax(-1))));
    }

    /** Other batch sizes reveal a batch size that was written into the file as a constant. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("networks")
    void otherNetworksMatchOnnxRuntimeAtOtherBatchSizes(String what, Layer net) {
        try (net;
                var scope = TensorScope.open();
                var off = Autograd.noGrad()) {
            var file = folder.resolve("net.onnx");
            Onnx.export(net, Initializers.normal(Shape.of(2, 2, 8, 8), 1), file);
            net.eval();
            for (int batch : new int[] {2, 3, 7}) {
                var x = Initializers.normal(Shape.of(batch, 2, 8, 8), 1);
                try (var model = OnnxModel.open(file)) {
                    var y = net.call(x);
                    assertThat(model.run(x).shape()).isEqualTo(y.shape());
                    assertThat(model.run(x).sub(y).abs().amax().item()).isLessThan(1e-5);
                }
            }
        }
    }

    /** Operations without a kernel run as their decomposition, but are exported as themselves. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("networks")
    void anEngineThatDecomposesWritesTheSameGraph(String what, Layer net) throws IOException {
        try (net;
                var scope = TensorScope.open()) {
            var sample = Initializers.normal(Shape.of(2, 2, 8, 8), 1);
            var files = new ArrayList<Path>();
            for (var engine : List.of(sample.engine(), Engines.named("reference"))) {
                var file = folder.resolve(engine.name() + ".onnx");
                net.to(engine);
                Onnx.export(net, sample.to(engine), file);
                files.add(file);
            }
            assertThat(nodes(files.get(1))).isEqualTo(nodes(files.get(0)));
        }
    }

    private static List<String> nodes(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return OnnxMl.ModelProto.parseFrom(in).getGraph().getNodeList().stream()
                    .map(node -> node.getOpType() + " of " + node.getInputList())
                    .toList();
        }
    }

    @Test
    void inputsCanBeIndices() {
        try (var net = new Sequential(new Embedding(7, 4), new Linear(4, 3));
                var scope = TensorScope.open();
                var off = Autograd.noGrad()) {
            var file = folder.resolve("embedding.onnx");
            Onnx.export(net, Tensor.of(new long[] {0, 1, 2}, 1, 3), file);
            var index = Tensor.of(new long[] {6, 5, 4, 3, 2, 1}, 2, 3);
            try (var model = OnnxModel.open(file)) {
                assertThat(model.run(index).sub(net.call(index)).abs().amax().item())
                        .isLessThan(1e-5);
            }
        }
    }

    @Test
    void writesNoFileIfAnOperationHasNoTranslation() {
        try (var net = new Layer() {
                    @Override
                    public Tensor forward(Tensor x) {
                        return x.add(x.dropout(0.5)).dropout(0.5);
                    }
                };
                var scope = TensorScope.open()) {
            var file = folder.resolve("none.onnx");
            assertThatThrownBy(() -> Onnx.export(net, Tensor.ones(2, 3), file))
                    .isInstanceOf(VireoException.class)
                    .hasMessage("onnx: cannot be exported: dropout in Layer: it belongs to training;"
                            + " call eval() on the layer that runs it");
            assertThat(file).doesNotExist();
        }
    }
}
