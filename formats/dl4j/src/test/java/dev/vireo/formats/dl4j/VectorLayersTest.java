package dev.vireo.formats.dl4j;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.distribution.NormalDistribution;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.misc.ElementWiseMultiplicationLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.deeplearning4j.nn.conf.weightnoise.WeightNoise;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationGELU;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationThresholdedReLU;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Compares each layer of vectors, activation and loss, in a small network, with DL4J on the same file. */
final class VectorLayersTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    @ParameterizedTest
    @MethodSource({"layers", "activations", "losses"})
    void giveWhatDl4jGives(SmallNetwork sample) {
        NetworkComparison.requireSame(sample, folder);
    }

    static Stream<SmallNetwork> layers() {
        return Stream.of(
                of("dense", dense().build()),
                of("without bias", dense().hasBias(false).build()),
                of("dense with a layer norm", dense().hasLayerNorm(true).build()),
                of(
                        "layer norm without bias",
                        dense().hasLayerNorm(true).hasBias(false).build()),
                of("output", output(LossFunction.MCXENT, Activation.SOFTMAX)),
                of(
                        "loss alone",
                        new LossLayer.Builder(LossFunction.MSE)
                                .activation(Activation.SIGMOID)
                                .build()),
                of("batch norm", new BatchNormalization()),
                of(
                        "batch norm, locked",
                        new BatchNormalization.Builder().lockGammaBeta(true).build()),
                of(
                        "batch norm, locked where DL4J leaves one number out",
                        new BatchNormalization.Builder()
                                .lockGammaBeta(true)
                                .gamma(2)
                                .build()),
                of(
                        "batch norm, locked elsewhere",
                        new BatchNormalization.Builder()
                                .lockGammaBeta(true)
                                .gamma(2)
                                .beta(-0.5)
                                .build()),
                of("dropout", new DropoutLayer(0.3), dense().dropOut(0.8).build()),
                of(
                        "weights dropped in training",
                        dense().weightNoise(new DropConnect(0.5)).build()),
                of(
                        "noise on weights in training",
                        dense().weightNoise(new WeightNoise(new NormalDistribution(0, 1)))
                                .build()),
                of("PReLU", new PReLULayer.Builder().inputShape(6).build()),
                of(
                        "element-wise",
                        new ElementWiseMultiplicationLayer.Builder()
                                .nIn(6)
                                .nOut(6)
                                .build()),
                of("frozen", new FrozenLayer(dense().build()), output(LossFunction.MSE, Activation.IDENTITY)));
    }

    static Stream<SmallNetwork> activations() {
        var kinds = Arrays.stream(Activation.values())
                .filter(each -> each != Activation.RRELU)
                .map(each -> of(each.name(), new ActivationLayer(each)));
        IActivation[] configured = {
            new ActivationELU(0.5),
            new ActivationLReLU(0.2),
            new ActivationGELU(true),
            new ActivationReLU(1.0, 0.2, 0.3),
            new ActivationReLU(1.5, null, null),
            new ActivationReLU(null, null, 0.1),
            new ActivationThresholdedReLU(0.5)
        };
        return Stream.concat(
                kinds, Arrays.stream(configured).map(each -> of(each.toString(), new ActivationLayer(each))));
    }

    static Stream<SmallNetwork> losses() {
        return Arrays.stream(LossFunction.values())
                .map(each -> of(
                        "loss " + each,
                        output(each, each == LossFunction.XENT ? Activation.SIGMOID : Activation.SOFTMAX)));
    }

    @Test
    void embeddings() {
        for (boolean bias : new boolean[] {false, true}) {
            var theirs = NetworkComparison.network(SmallNetwork.of(
                            "embedding",
                            InputType.feedForward(9),
                            new long[] {4, 1},
                            new EmbeddingLayer.Builder()
                                    .nIn(9)
                                    .nOut(5)
                                    .hasBias(bias)
                                    .build(),
                            dense().build())
                    .configuration());
            NetworkComparison.requireSame(
                    theirs, NetworkComparison.write(theirs, folder), new float[] {8, 0, 3, 3}, 4, 1);
        }
    }

    private static SmallNetwork of(String name, Layer... layers) {
        return SmallNetwork.of(name, InputType.feedForward(6), new long[] {5, 6}, layers);
    }

    private static DenseLayer.Builder dense() {
        return new DenseLayer.Builder().nOut(4);
    }

    private static Layer output(LossFunction loss, Activation activation) {
        return new OutputLayer.Builder(loss).nOut(3).activation(activation).build();
    }
}
