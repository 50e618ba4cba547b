package dev.vireo.formats.dl4j;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.GravesLSTM;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.Subsampling1DLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling1D;
import org.deeplearning4j.nn.conf.layers.ZeroPadding1DLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping1D;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;

/** Compares each layer of sequences, in a small network, with DL4J on the same file. */
final class SequenceLayersTest {
    private static final RNNFormat NWC = RNNFormat.NWC;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    @ParameterizedTest
    @MethodSource({"recurrences", "others", "channelsLast"})
    void giveWhatDl4jGives(SmallNetwork sample) {
        NetworkComparison.requireSame(sample, folder);
    }

    static Stream<SmallNetwork> recurrences() {
        return Stream.of(
                first("LSTM", lstm().build()),
                first(
                        "LSTM with other functions",
                        lstm().activation(Activation.SOFTSIGN)
                                .gateActivationFunction(Activation.HARDSIGMOID)
                                .build()),
                first("Graves LSTM", new GravesLSTM.Builder().nOut(5).build()),
                first("simple", new SimpleRnn.Builder().nOut(5).build()),
                first(
                        "simple with relu",
                        new SimpleRnn.Builder()
                                .nOut(5)
                                .activation(Activation.RELU)
                                .build()),
                first("both ways", new Bidirectional(lstm().build())),
                first("both ways, added", new Bidirectional(Bidirectional.Mode.ADD, lstm().build())),
                first("both ways, multiplied", new Bidirectional(Bidirectional.Mode.MUL, lstm().build())),
                first(
                        "both ways, averaged",
                        new Bidirectional(
                                Bidirectional.Mode.AVERAGE,
                                new SimpleRnn.Builder().nOut(4).build())),
                first("last step", new LastTimeStep(lstm().build()), output()),
                first("last step of both ways", new LastTimeStep(new Bidirectional(lstm().build())), output()));
    }

    static Stream<SmallNetwork> others() {
        return Stream.of(
                first("output", lstm().build(), rnnOutput().build()),
                first(
                        "loss",
                        lstm().build(),
                        new RnnLossLayer.Builder()
                                .activation(Activation.SOFTMAX)
                                .build()),
                first(
                        "dense for each step",
                        lstm().build(),
                        dense(),
                        rnnOutput().build()),
                first("rows of steps", lstm().build(), dense(), new BatchNormalization(), output()),
                first("convolution", conv(3).stride(2).padding(1).build()),
                first(
                        "convolution, same",
                        conv(4).stride(2).convolutionMode(ConvolutionMode.Same).build()),
                first(
                        "convolution, causal",
                        conv(3).dilation(2)
                                .convolutionMode(ConvolutionMode.Causal)
                                .build()),
                first("max", pool(SubsamplingLayer.PoolingType.MAX).build()),
                first("average", pool(SubsamplingLayer.PoolingType.AVG).build()),
                first(
                        "max, same",
                        pool(SubsamplingLayer.PoolingType.MAX)
                                .convolutionMode(ConvolutionMode.Same)
                                .build()),
                first("zero padding", new ZeroPadding1DLayer(2, 1)),
                first("cropping", new Cropping1D(2, 1)),
                first("upsampling", new Upsampling1D.Builder(3).build()),
                first("global average", new GlobalPoolingLayer(PoolingType.AVG), dense(), output()),
                first("global max of an LSTM", lstm().build(), new GlobalPoolingLayer(PoolingType.MAX), output()));
    }

    static Stream<SmallNetwork> channelsLast() {
        return Stream.of(
                last("LSTM", lstm().dataFormat(NWC).build()),
                last("both ways", new Bidirectional(lstm().dataFormat(NWC).build())),
                last("simple", new SimpleRnn.Builder().nOut(5).dataFormat(NWC).build()),
                last("last step", new LastTimeStep(lstm().dataFormat(NWC).build()), output()),
                last(
                        "output",
                        lstm().dataFormat(NWC).build(),
                        rnnOutput().dataFormat(NWC).build()),
                last(
                        "dense for each step",
                        lstm().dataFormat(NWC).build(),
                        dense(),
                        rnnOutput().dataFormat(NWC).build()),
                last("convolution", conv(3).rnnDataFormat(NWC).build()));
    }

    @Test
    void embeddedSequences() {
        for (var format : RNNFormat.values()) {
            var theirs = NetworkComparison.network(SmallNetwork.of(
                            "embedding",
                            InputType.recurrent(9),
                            new long[] {2, 3},
                            new EmbeddingSequenceLayer.Builder()
                                    .nIn(9)
                                    .nOut(5)
                                    .outputDataFormat(format)
                                    .build(),
                            lstm().dataFormat(format).build())
                    .configuration());
            NetworkComparison.requireSame(
                    theirs, NetworkComparison.write(theirs, folder), new float[] {8, 0, 3, 3, 1, 2}, 2, 3);
        }
    }

    private static SmallNetwork first(String name, Layer... layers) {
        return SmallNetwork.of(name, InputType.recurrent(4), new long[] {3, 4, 7}, layers);
    }

    private static SmallNetwork last(String name, Layer... layers) {
        return SmallNetwork.of(name + ", channels last", InputType.recurrent(4, 7, NWC), new long[] {3, 7, 4}, layers);
    }

    private static LSTM.Builder lstm() {
        return new LSTM.Builder().nOut(5);
    }

    private static RnnOutputLayer.Builder rnnOutput() {
        return new RnnOutputLayer.Builder().nOut(3).activation(Activation.SOFTMAX);
    }

    private static Convolution1DLayer.Builder conv(int kernel) {
        return new Convolution1DLayer.Builder(kernel).nOut(5);
    }

    private static Subsampling1DLayer.Builder pool(SubsamplingLayer.PoolingType type) {
        return new Subsampling1DLayer.Builder(type, 3, 2);
    }

    private static Layer dense() {
        return new DenseLayer.Builder().nOut(6).build();
    }

    private static Layer output() {
        return new OutputLayer.Builder().nOut(3).activation(Activation.SOFTMAX).build();
    }
}
