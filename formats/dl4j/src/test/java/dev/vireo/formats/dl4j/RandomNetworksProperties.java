package dev.vireo.formats.dl4j;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.nd4j.linalg.activations.Activation;

/** Compares random image networks with DL4J on the same file. */
final class RandomNetworksProperties {
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    @BeforeContainer
    static void make() throws IOException {
        folder = Files.createTempDirectory("networks");
    }

    @AfterContainer
    static void clear() throws IOException {
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    @Property(tries = 25)
    void matchDl4j(@ForAll("networks") SmallNetwork sample) {
        var theirs = NetworkComparison.network(sample.configuration());
        var file = NetworkComparison.write(theirs, folder);
        NetworkComparison.requireSameResult(theirs, file, NetworkComparison.values(3, sample.input()), sample.input());
    }

    @Provide
    Arbitrary<SmallNetwork> networks() {
        return Arbitraries.of(CNN2DFormat.values())
                .flatMap(format -> Combinators.combine(
                                body(format).list().ofMinSize(1).ofMaxSize(4), head())
                        .as((body, head) -> sample(format, body, head)));
    }

    private static SmallNetwork sample(CNN2DFormat format, List<Layer> body, List<Layer> head) {
        boolean channelsFirst = format == CNN2DFormat.NCHW;
        return new SmallNetwork(
                format + " " + body + " " + head,
                InputType.convolutional(9, 8, 2, format),
                channelsFirst ? new long[] {3, 2, 9, 8} : new long[] {3, 9, 8, 2},
                list -> {
                    list.layer(convolution(format, 3, 1, false, Activation.RELU)); // this layer declares the format
                    body.forEach(each -> list.layer(each.clone())); // DL4J modifies them
                    head.forEach(each -> list.layer(each.clone()));
                });
    }

    /** Layers whose result is not empty for any image size. */
    private static Arbitrary<Layer> body(CNN2DFormat format) {
        var activations = Arbitraries.of(Activation.TANH, Activation.LEAKYRELU, Activation.SWISH, Activation.SOFTMAX);
        var convolutions = Combinators.combine(
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.of(true, false),
                        activations)
                .as((kernel, stride, same, activation) ->
                        convolution(format, kernel, Math.min(stride, kernel), same, activation));
        var pools = Combinators.combine(
                        Arbitraries.of(SubsamplingLayer.PoolingType.MAX, SubsamplingLayer.PoolingType.AVG),
                        Arbitraries.integers().between(1, 3))
                .as((type, size) -> pool(format, type, size));
        return Arbitraries.oneOf(
                convolutions.map(each -> (Layer) each),
                pools.map(each -> (Layer) each),
                activations.map(ActivationLayer::new),
                Arbitraries.of(true, false)
                        .map(log -> new BatchNormalization.Builder()
                                .useLogStd(log)
                                .dataFormat(format)
                                .build()),
                Arbitraries.integers()
                        .between(0, 2)
                        .map(each -> new ZeroPaddingLayer.Builder(each, 1, 0, each)
                                .dataFormat(format)
                                .build()),
                Arbitraries.integers()
                        .between(1, 3)
                        .map(each -> new SeparableConvolution2D.Builder(each, 2)
                                .convolutionMode(ConvolutionMode.Same)
                                .dataFormat(format)
                                .depthMultiplier(2)
                                .nOut(3)
                                .build()),
                Arbitraries.just(2)
                        .map(each -> new Upsampling2D.Builder(each)
                                .dataFormat(format)
                                .build()),
                Arbitraries.just(0.5).map(DropoutLayer::new));
    }

    private static Arbitrary<List<Layer>> head() {
        var output =
                new OutputLayer.Builder().nOut(3).activation(Activation.SOFTMAX).build();
        return Arbitraries.of(
                List.of(new DenseLayer.Builder().nOut(5).build(), output),
                List.of(new GlobalPoolingLayer(PoolingType.AVG), output),
                List.of(output));
    }

    private static ConvolutionLayer convolution(
            CNN2DFormat format, int kernel, int stride, boolean same, Activation activation) {
        return new ConvolutionLayer.Builder(kernel, kernel)
                .stride(stride, stride)
                .padding(same ? new int[2] : new int[] {1, 1})
                .convolutionMode(same ? ConvolutionMode.Same : ConvolutionMode.Truncate)
                .dataFormat(format)
                .activation(activation)
                .nOut(4)
                .build();
    }

    private static SubsamplingLayer pool(CNN2DFormat format, SubsamplingLayer.PoolingType type, int size) {
        return new SubsamplingLayer.Builder(type, new int[] {size, size}, new int[] {Math.min(size, 2), 1})
                .convolutionMode(ConvolutionMode.Same)
                .dataFormat(format)
                .build();
    }
}
