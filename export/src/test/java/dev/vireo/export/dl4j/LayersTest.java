package dev.vireo.export.dl4j;

import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration.ListBuilder;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Each kind of layer in a small network, beside DL4J running the same file. */
final class LayersTest {
    @TempDir
    private static Path folder;

    static Stream<Arguments> networks() {
        return Stream.of(of(
                "convolution and dense",
                InputType.convolutional(8, 7, 2),
                new long[] {3, 2, 8, 7},
                list -> list.layer(new ConvolutionLayer.Builder(3, 2)
                                .nOut(4)
                                .activation(Activation.TANH)
                                .build())
                        .layer(new ConvolutionLayer.Builder(3, 3)
                                .nOut(4)
                                .stride(2, 2)
                                .convolutionMode(ConvolutionMode.Same)
                                .activation(Activation.RELU)
                                .build())
                        .layer(new DenseLayer.Builder()
                                .nOut(6)
                                .activation(Activation.ELU)
                                .build())
                        .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                                .nOut(3)
                                .activation(Activation.SOFTMAX)
                                .build())));
    }

    private static Arguments of(String what, InputType type, long[] input, Consumer<ListBuilder> layers) {
        return Arguments.of(what, type, input, layers);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("networks")
    void givesWhatDl4jGives(String what, InputType type, long[] input, Consumer<ListBuilder> layers) {
        var list = new NeuralNetConfiguration.Builder().list();
        layers.accept(list);
        var theirs = Comparison.network(list.setInputType(type).build());
        Comparison.requireSame(theirs, Comparison.write(theirs, folder), input);
    }
}
