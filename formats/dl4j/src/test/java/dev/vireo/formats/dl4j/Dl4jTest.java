package dev.vireo.formats.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.nn.Layer;
import dev.vireo.nn.loss.Losses;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.Generator;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.autograd.Autograd;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;

/** Tests the properties of loaded networks as a whole. */
final class Dl4jTest {
    private static final SmallNetwork CNN = SmallNetwork.of(
            "cnn",
            InputType.convolutional(6, 5, 2),
            new long[] {4, 2, 6, 5},
            new ConvolutionLayer.Builder(3, 3)
                    .name("edges.first")
                    .nOut(4)
                    .activation(Activation.RELU)
                    .build(),
            new BatchNormalization(),
            new FrozenLayer(
                    new DenseLayer.Builder().name("hidden").nOut(6).dropOut(0.9).build()),
            new OutputLayer.Builder()
                    .name("classes")
                    .nOut(3)
                    .activation(Activation.SOFTMAX)
                    .build());

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void parametersHaveTheNamesOfTheFile() {
        try (var net = Dl4j.load(file())) {
            assertThat(net.isTraining()).isFalse();
            assertThat(net.children().keySet())
                    .containsExactly(
                            "edges_first",
                            "edges_first_activation",
                            "layer1",
                            "layer2_flatten",
                            "layer2_dropout",
                            "layer2",
                            "layer2_activation",
                            "classes",
                            "classes_activation");
            assertThat(net.namedParameters().keySet())
                    .containsExactly(
                            "edges_first.weight",
                            "edges_first.bias",
                            "layer1.weight",
                            "layer1.bias",
                            "layer2.weight",
                            "layer2.bias",
                            "classes.weight",
                            "classes.bias");
            assertThat(net.namedParameters().entrySet().stream()
                            .filter(each -> !each.getValue().requiresGrad())
                            .map(each -> each.getKey())
                            .collect(Collectors.toSet()))
                    .containsExactlyInAnyOrder("layer2.weight", "layer2.bias");
        }
    }

    @Test
    void loadingDoesNotAdvanceTheGenerator() {
        Generator.seeded(5).use();
        long expected = Generator.seeded(5).nextLong();
        Dl4j.load(file()).close();
        assertThat(Generator.current().nextLong()).isEqualTo(expected);
    }

    @Test
    void loadedNetworksCanBeTrained() {
        try (var net = Dl4j.loadLogits(file());
                var scope = TensorScope.open()) {
            net.train();
            var x = Tensor.of(NetworkComparison.values(1, 8, 2, 6, 5), 8, 2, 6, 5);
            var target = Tensor.of(0L, 1, 2, 0, 1, 2, 0, 1);
            double first = step(net, x, target);
            double last = first;
            for (int i = 0; i < 20; i++) {
                last = step(net, x, target);
            }
            assertThat(last).isLessThan(first / 2);
        }
    }

    @Test
    void theActivationOfLogitsGivesDl4jsOutput() {
        var file = file();
        try (var net = Dl4j.load(file);
                var logits = Dl4j.loadLogits(file);
                var scope = TensorScope.open();
                var off = Autograd.noGrad()) {
            var x = Tensor.of(NetworkComparison.values(1, 4, 2, 6, 5), 4, 2, 6, 5);
            var y = logits.call(x);
            assertThat(y.sum(1).sub(1).abs().amax().item()).isGreaterThan(0.1);
            assertThat(y.softmax(1).sub(net.call(x)).abs().amax().item()).isLessThan(1e-6);
        }
    }

    /**
     * DL4J computes in the half type itself. Both libraries therefore compute in float32, from the half-precision
     * coefficients of the file.
     */
    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"DOUBLE", "HALF", "BFLOAT16"})
    void otherTypesOfCoefficients(DataType type) throws Exception {
        var theirs = NetworkComparison.network(CNN.configuration()).convertDataType(type);
        var file = folder.resolve(type + ".zip");
        ModelSerializer.writeModel(theirs, file.toFile(), false);
        var compared = type == DataType.DOUBLE ? theirs : theirs.convertDataType(DataType.FLOAT);
        try (var net = Dl4j.load(file)) {
            assertThat(net.parameters())
                    .allMatch(each -> each.dtype() == (type == DataType.DOUBLE ? DType.FLOAT64 : DType.FLOAT32));
        }
        NetworkComparison.requireSameResult(compared, file, NetworkComparison.values(3, CNN.input()), CNN.input());
    }

    @Test
    void networksWithoutCoefficients() throws Exception {
        var theirs = new MultiLayerNetwork(SmallNetwork.of(
                        "none", InputType.feedForward(3), new long[] {2, 3}, new ActivationLayer(Activation.SOFTMAX))
                .configuration());
        theirs.init();
        NetworkComparison.requireSame(
                theirs, NetworkComparison.write(theirs, folder), NetworkComparison.values(1, 2, 3), 2, 3);
    }

    private Path file() {
        return NetworkComparison.write(NetworkComparison.network(CNN.configuration()), folder);
    }

    private static double step(Layer net, Tensor x, Tensor target) {
        try (var scope = TensorScope.open()) {
            var loss = Losses.crossEntropy(net.call(x), target);
            net.clearGradients();
            loss.backward();
            try (var off = Autograd.noGrad()) {
                net.parameters()
                        .forEach(each ->
                                each.assign(each.sub(each.grad().orElseThrow().mul(0.1))));
            }
            return loss.item();
        }
    }
}
