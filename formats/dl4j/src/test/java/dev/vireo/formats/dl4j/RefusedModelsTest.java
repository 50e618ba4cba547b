package dev.vireo.formats.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.tensor.VireoException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.GaussianNoise;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.AutoEncoder;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SpaceToDepthLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.impl.ActivationRReLU;

/** Unsupported models are refused with an error that names the layer. */
final class RefusedModelsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void aComputationGraph() throws IOException {
        var graph = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("in")
                .addLayer("out", new OutputLayer.Builder().nIn(2).nOut(2).build(), "in")
                .setOutputs("out")
                .build());
        graph.init();
        var file = folder.resolve("graph.zip");
        ModelSerializer.writeModel(graph, file.toFile(), false);
        refused(file, "dl4j: " + file + " is a ComputationGraph; expected a MultiLayerNetwork");
    }

    @Test
    void layersWithoutCounterpart() {
        refused(
                images(new ConvolutionLayer.Builder(1, 1).nOut(1).build(), new SpaceToDepthLayer.Builder(2).build()),
                "layer 1 'layer1' (SpaceToDepthLayer) is of the kind SpaceToDepthLayer, which is not supported");
        refused(
                vectors(new AutoEncoder.Builder().name("code").nOut(2).build()),
                "layer 0 'code' (AutoEncoder) is of the kind AutoEncoder, which is not supported");
    }

    @Test
    void activationsWithoutCounterpart() {
        refused(
                vectors(new ActivationLayer(new ActivationRReLU())),
                "layer 0 'layer0' (ActivationLayer) has the activation RReLU, which is not supported");
    }

    @Test
    void settingsWithoutCounterpart() {
        refused(
                vectors(new DenseLayer.Builder()
                        .nOut(2)
                        .dropOut(new GaussianNoise(0.1))
                        .build()),
                "layer 0 'layer0' (GaussianNoise) is an unsupported kind of dropout");
        refused(
                images(new SubsamplingLayer.Builder(new int[] {2, 2})
                        .dilation(2, 2)
                        .build()),
                "layer 0 'layer0' (SubsamplingLayer) has a dilation, which is not supported for pooling");
        refused(
                sequences(new LSTM.Builder().nOut(2).build(), new BatchNormalization()),
                "layer 1 'layer1' (BatchNormalization) follows sequences");
    }

    @Test
    void customClasses() throws IOException {
        var layer = vectors(new DenseLayer.Builder().nOut(2).build());
        refused(
                edited(
                        layer,
                        json -> json.replace("org.deeplearning4j.nn.conf.layers.DenseLayer", "com.acme.DenseLayer")),
                "layer 0 'layer0' (DenseLayer) is of the kind com.acme.DenseLayer, which is not supported");
        refused(
                edited(layer, json -> json.replace("org.nd4j.linalg.activations.impl.ActivationTanH", "com.acme.Wave")),
                "has the activation com.acme.Wave, which is not supported");
        refused(
                edited(layer, json -> json.replace("@class", "type")),
                "has no @class; expected a file of DL4J 1.0.0-beta4 or later");
    }

    @Test
    void coefficientsThatDoNotFit() throws IOException {
        var layer = vectors(new DenseLayer.Builder().nOut(2).build());
        refused(
                edited(layer, json -> json.replace("\"nout\" : 2", "\"nout\" : 3")),
                "needs coefficients of the shape [3, 4]; only 10 of the file's 10 are left");
        refused(
                edited(layer, json -> json.replace("\"nout\" : 2", "\"nout\" : 1")),
                "has 10 coefficients; its layers need 5");
    }

    @Test
    void inputsOfAKindThatTheLayerDoesNotTake() throws IOException {
        var flat = images(
                new ConvolutionLayer.Builder(1, 1).nOut(1).build(),
                new DenseLayer.Builder().nOut(2).build());
        refused(
                edited(flat, json -> json.replace("\"1\" : {", "\"7\" : {")),
                "layer 1 'layer1' (DenseLayer) expects vectors [N, C]; before it there are [N, C, H, W], without a");
    }

    private Path vectors(Layer... layers) {
        return write(InputType.feedForward(4), layers);
    }

    private Path images(Layer... layers) {
        return write(InputType.convolutional(4, 4, 2), layers);
    }

    private Path sequences(Layer... layers) {
        return write(InputType.recurrent(4), layers);
    }

    private Path write(InputType type, Layer... layers) {
        var sample = SmallNetwork.of("refused", type, new long[0], layers);
        return NetworkComparison.write(NetworkComparison.network(sample.configuration()), folder);
    }

    private Path edited(Path file, UnaryOperator<String> edit) throws IOException {
        var entries = ZipFiles.read(file);
        entries.computeIfPresent("configuration.json", (name, bytes) -> {
            var text = new String(bytes, StandardCharsets.UTF_8);
            assertThat(edit.apply(text)).isNotEqualTo(text);
            return edit.apply(text).getBytes(StandardCharsets.UTF_8);
        });
        return ZipFiles.write(folder.resolve("edited.zip"), entries);
    }

    private static void refused(Path file, String message) {
        assertThatThrownBy(() -> Dl4j.load(file))
                .isInstanceOf(VireoException.class)
                .hasMessageStartingWith("dl4j: " + file)
                .hasMessageContaining(message)
                .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
    }
}
