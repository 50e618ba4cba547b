package dev.vireo.formats.dl4j;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;

/** Compares each layer of images, in a small network, with DL4J on the same file. */
final class ImageLayersTest {
    private static final CNN2DFormat NHWC = CNN2DFormat.NHWC;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    @ParameterizedTest
    @MethodSource({"convolutions", "pools", "others", "channelsLast"})
    void giveWhatDl4jGives(SmallNetwork sample) {
        NetworkComparison.requireSame(sample, folder);
    }

    static Stream<SmallNetwork> convolutions() {
        return Stream.of(
                first("convolution", conv(3, 2).stride(2, 1).padding(1, 0).build()),
                first("without bias", conv(3, 3).hasBias(false).build()),
                first("dilation", conv(2, 3).dilation(2, 2).build()),
                first(
                        "strict",
                        conv(2, 3).convolutionMode(ConvolutionMode.Strict).build()),
                first("same", conv(3, 3).convolutionMode(ConvolutionMode.Same).build()),
                first("same, not the same on both sides", same(conv(4, 2)).build()),
                first("same, with a stride", same(conv(3, 3)).stride(2, 3).build()),
                first("same, dilated", same(conv(3, 2)).dilation(2, 3).build()),
                first(
                        "same, a window smaller than its stride",
                        same(conv(1, 1)).stride(3, 3).build()),
                first(
                        "softmax over the last dimension",
                        conv(3, 3).activation(Activation.SOFTMAX).build()),
                first(
                        "depthwise",
                        new DepthwiseConvolution2D.Builder(3, 2)
                                .depthMultiplier(3)
                                .build()),
                first(
                        "depthwise, same",
                        new DepthwiseConvolution2D.Builder(2, 2)
                                .depthMultiplier(2)
                                .hasBias(false)
                                .convolutionMode(ConvolutionMode.Same)
                                .build()),
                first(
                        "separable",
                        new SeparableConvolution2D.Builder(3, 2)
                                .depthMultiplier(2)
                                .nOut(5)
                                .build()),
                first(
                        "separable, without bias",
                        new SeparableConvolution2D.Builder(3, 2)
                                .hasBias(false)
                                .nOut(5)
                                .build()),
                first(
                        "transposed",
                        new Deconvolution2D.Builder(3, 2).stride(2, 2).nOut(5).build()),
                first(
                        "transposed, padded",
                        new Deconvolution2D.Builder(3, 3)
                                .stride(2, 1)
                                .padding(1, 1)
                                .nOut(5)
                                .build()),
                first(
                        "transposed, same",
                        new Deconvolution2D.Builder(3, 4)
                                .stride(2, 1)
                                .convolutionMode(ConvolutionMode.Same)
                                .nOut(5)
                                .build()));
    }

    static Stream<SmallNetwork> pools() {
        var max = SubsamplingLayer.PoolingType.MAX;
        var avg = SubsamplingLayer.PoolingType.AVG;
        return Stream.of(
                first("max", pool(max, 2, 2).stride(2, 2).build()),
                first("max, padded", pool(max, 3, 2).stride(2, 1).padding(1, 1).build()),
                first(
                        "max, padded beyond its half",
                        pool(max, 2, 2).stride(1, 1).padding(2, 2).build()),
                first(
                        "max, same",
                        pool(max, 2, 3)
                                .stride(2, 2)
                                .convolutionMode(ConvolutionMode.Same)
                                .build()),
                first("average", pool(avg, 3, 2).stride(2, 1).build()),
                first(
                        "average, padded",
                        pool(avg, 3, 2).stride(2, 1).padding(1, 1).build()),
                first(
                        "average with its padding",
                        pool(avg, 3, 2)
                                .stride(2, 1)
                                .padding(1, 1)
                                .avgPoolIncludePadInDivisor(true)
                                .build()),
                first(
                        "average, same",
                        pool(avg, 3, 2)
                                .stride(2, 1)
                                .convolutionMode(ConvolutionMode.Same)
                                .build()),
                first(
                        "average with its padding, same",
                        pool(avg, 2, 2)
                                .stride(2, 2)
                                .convolutionMode(ConvolutionMode.Same)
                                .avgPoolIncludePadInDivisor(true)
                                .build()),
                first(
                        "norm",
                        pool(SubsamplingLayer.PoolingType.PNORM, 2, 3)
                                .stride(1, 2)
                                .pnorm(3)
                                .build()),
                first(
                        "norm, same",
                        pool(SubsamplingLayer.PoolingType.PNORM, 2, 3)
                                .stride(2, 2)
                                .pnorm(2)
                                .convolutionMode(ConvolutionMode.Same)
                                .build()),
                first("global max", new GlobalPoolingLayer(PoolingType.MAX)),
                first("global average", new GlobalPoolingLayer(PoolingType.AVG)),
                first("global sum", new GlobalPoolingLayer(PoolingType.SUM)),
                first(
                        "global norm",
                        new GlobalPoolingLayer.Builder(PoolingType.PNORM)
                                .pnorm(3)
                                .build()),
                first(
                        "global, keeping the dimensions",
                        new GlobalPoolingLayer.Builder(PoolingType.AVG)
                                .collapseDimensions(false)
                                .build()));
    }

    static Stream<SmallNetwork> others() {
        return Stream.of(
                first("zero padding", new ZeroPaddingLayer(1, 2, 0, 3)),
                first("cropping", new Cropping2D(1, 2, 0, 3)),
                first("upsampling", new Upsampling2D.Builder(2).build()),
                first(
                        "upsampling, not square",
                        new Upsampling2D.Builder().size(new int[] {3, 2}).build()),
                first("batch norm", conv(1, 1).build(), new BatchNormalization()),
                first(
                        "batch norm with variances",
                        conv(1, 1).build(),
                        new BatchNormalization.Builder()
                                .useLogStd(false)
                                .eps(0.1)
                                .build()),
                first(
                        "batch norm, locked",
                        conv(1, 1).build(),
                        new BatchNormalization.Builder()
                                .lockGammaBeta(true)
                                .gamma(2)
                                .beta(0.5)
                                .build()),
                first(
                        "local response norm",
                        conv(1, 1).build(),
                        new LocalResponseNormalization.Builder(1.5, 3, 0.1, 0.75).build()),
                first("PReLU", new PReLULayer.Builder().inputShape(2, 8, 7).build()),
                first(
                        "PReLU with shared weights",
                        new PReLULayer.Builder()
                                .inputShape(2, 8, 7)
                                .sharedAxes(2, 3)
                                .build()),
                first("activation", new ActivationLayer(Activation.SIGMOID)),
                first(
                        "loss of images",
                        conv(1, 1).build(),
                        new CnnLossLayer.Builder()
                                .activation(Activation.SOFTMAX)
                                .build()),
                first("dense", conv(3, 3).build(), dense(), output()),
                SmallNetwork.of(
                        "images from vectors",
                        InputType.convolutionalFlat(8, 7, 2),
                        new long[] {3, 8 * 7 * 2},
                        conv(3, 3).build(),
                        dense(),
                        output()));
    }

    static Stream<SmallNetwork> channelsLast() {
        return Stream.of(
                last("convolution", conv(3, 2).stride(2, 1).dataFormat(NHWC).build()),
                last(
                        "same",
                        same(conv(3, 2)).dataFormat(NHWC).build(),
                        same(conv(3, 2)).dataFormat(NHWC).build()),
                last(
                        "softmax",
                        conv(3, 2)
                                .dataFormat(NHWC)
                                .activation(Activation.SOFTMAX)
                                .build()),
                last(
                        "depthwise",
                        new DepthwiseConvolution2D.Builder(3, 2)
                                .dataFormat(NHWC)
                                .depthMultiplier(2)
                                .build()),
                last(
                        "separable",
                        new SeparableConvolution2D.Builder(3, 2)
                                .dataFormat(NHWC)
                                .nOut(5)
                                .build()),
                last(
                        "transposed",
                        new Deconvolution2D.Builder(3, 2)
                                .dataFormat(NHWC)
                                .nOut(5)
                                .build()),
                last(
                        "pool",
                        pool(SubsamplingLayer.PoolingType.AVG, 2, 2)
                                .dataFormat(NHWC)
                                .build()),
                last("global pool", conv(3, 2).dataFormat(NHWC).build(), new GlobalPoolingLayer(PoolingType.AVG)),
                last(
                        "zero padding",
                        new ZeroPaddingLayer.Builder(1, 2, 0, 3)
                                .dataFormat(NHWC)
                                .build()),
                last(
                        "cropping",
                        new Cropping2D.Builder(1, 2, 0, 3).dataFormat(NHWC).build()),
                last("upsampling", new Upsampling2D.Builder(2).dataFormat(NHWC).build()),
                last(
                        "batch norm",
                        new BatchNormalization.Builder().dataFormat(NHWC).build(),
                        conv(1, 1).dataFormat(NHWC).build()),
                last("dense", conv(3, 3).dataFormat(NHWC).build(), dense(), output()),
                last(
                        "activation, then dense",
                        new ActivationLayer(Activation.SIGMOID),
                        conv(3, 3).dataFormat(NHWC).build(),
                        dense(),
                        output()));
    }

    private static SmallNetwork first(String name, Layer... layers) {
        return SmallNetwork.of(name, InputType.convolutional(8, 7, 2), new long[] {3, 2, 8, 7}, layers);
    }

    private static SmallNetwork last(String name, Layer... layers) {
        return SmallNetwork.of(
                name + ", channels last", InputType.convolutional(8, 7, 2, NHWC), new long[] {3, 8, 7, 2}, layers);
    }

    private static ConvolutionLayer.Builder conv(int height, int width) {
        return new ConvolutionLayer.Builder(height, width).nOut(4);
    }

    private static ConvolutionLayer.Builder same(ConvolutionLayer.Builder builder) {
        return builder.convolutionMode(ConvolutionMode.Same);
    }

    private static SubsamplingLayer.Builder pool(SubsamplingLayer.PoolingType type, int height, int width) {
        return new SubsamplingLayer.Builder(type, new int[] {height, width});
    }

    private static Layer dense() {
        return new DenseLayer.Builder().nOut(6).build();
    }

    private static Layer output() {
        return new OutputLayer.Builder().nOut(3).activation(Activation.SOFTMAX).build();
    }
}
