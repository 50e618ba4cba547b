package dev.vireo.benchmarks.nd4j;

import dev.vireo.benchmarks.workload.Cnn;
import java.util.concurrent.TimeUnit;
import java.util.stream.DoubleStream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A training step of a CNN on 64 images of 28 x 28, by DL4J's network and Adam. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls setUp first
public class TrainingStep {
    private MultiLayerNetwork net;
    private INDArray images;
    private INDArray labels;

    @Setup
    public void setUp() {
        net = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .dataType(DataType.FLOAT)
                .updater(new Adam(Cnn.LEARNING_RATE, Cnn.BETA1, Cnn.BETA2, Cnn.EPS))
                .list()
                .layer(convolution(32))
                .layer(pool())
                .layer(convolution(64))
                .layer(pool())
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(Cnn.CLASSES)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutional(Cnn.SIDE, Cnn.SIDE, 1))
                .build());
        net.init();
        load();
        images = Nd4j.create(Cnn.images(), new int[] {Cnn.BATCH, 1, Cnn.SIDE, Cnn.SIDE});
        labels = oneHot(Cnn.labels());
        Cnn.requireLosses(
                DoubleStream.generate(this::step).limit(Cnn.CHECKED_STEPS).toArray());
    }

    private static Layer convolution(int filters) {
        return new ConvolutionLayer.Builder(3, 3)
                .padding(1, 1)
                .nOut(filters)
                .activation(Activation.RELU)
                .build();
    }

    private static Layer pool() {
        return new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX, new int[] {2, 2}, new int[] {2, 2})
                .build();
    }

    private void load() {
        var wanted = Cnn.parameters().stream()
                .map(each -> Nd4j.create(each.values(), each.shape(), 'c'))
                .toList();
        net.setParam("0_W", wanted.get(0));
        net.setParam("0_b", wanted.get(1).reshape(1, -1));
        net.setParam("2_W", wanted.get(2));
        net.setParam("2_b", wanted.get(3).reshape(1, -1));
        net.setParam("4_W", wanted.get(4).transpose());
        net.setParam("4_b", wanted.get(5).reshape(1, -1));
    }

    private static INDArray oneHot(long[] classes) {
        var rows = Nd4j.zeros(classes.length, Cnn.CLASSES);
        for (int i = 0; i < classes.length; i++) {
            rows.putScalar(i, classes[i], 1);
        }
        return rows;
    }

    @Benchmark
    public double step() {
        net.fit(images, labels);
        return net.score();
    }
}
