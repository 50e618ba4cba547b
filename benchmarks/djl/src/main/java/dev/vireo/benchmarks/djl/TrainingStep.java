package dev.vireo.benchmarks.djl;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import dev.vireo.benchmarks.workload.Cnn;
import java.util.concurrent.TimeUnit;
import java.util.stream.DoubleStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A training step of a CNN on 64 images of 28 x 28, by DJL's trainer and Adam. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls setUp first
public class TrainingStep {
    private static final Shape INPUT = new Shape(Cnn.BATCH, 1, Cnn.SIDE, Cnn.SIDE);

    private Model model;
    private Trainer trainer;
    private NDArray images;
    private NDArray labels;

    @Setup
    public void setUp() {
        model = Model.newInstance("cnn", Device.cpu());
        model.setBlock(network());
        load(model.getBlock());
        var adam = Optimizer.adam()
                .optLearningRateTracker(Tracker.fixed((float) Cnn.LEARNING_RATE))
                .optBeta1((float) Cnn.BETA1)
                .optBeta2((float) Cnn.BETA2)
                .optEpsilon((float) Cnn.EPS)
                .build();
        trainer = model.newTrainer(new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                .optOptimizer(adam)
                .optDevices(new Device[] {Device.cpu()}));
        trainer.initialize(INPUT);
        images = trainer.getManager().create(Cnn.images(), INPUT);
        labels = trainer.getManager().create(Cnn.labels());
        Cnn.requireLosses(
                DoubleStream.generate(this::step).limit(Cnn.CHECKED_STEPS).toArray());
    }

    private static Block network() {
        var two = new Shape(2, 2);
        return new SequentialBlock()
                .add(convolution(32))
                .add(Activation::relu)
                .add(Pool.maxPool2dBlock(two, two))
                .add(convolution(64))
                .add(Activation::relu)
                .add(Pool.maxPool2dBlock(two, two))
                .add(Blocks.batchFlattenBlock())
                .add(Linear.builder().setUnits(Cnn.CLASSES).build());
    }

    private static Block convolution(int filters) {
        return Conv2d.builder()
                .setFilters(filters)
                .setKernelShape(new Shape(3, 3))
                .optPadding(new Shape(1, 1))
                .build();
    }

    private void load(Block block) {
        block.initialize(model.getNDManager(), DataType.FLOAT32, INPUT);
        var parameters = block.getParameters().values();
        var wanted = Cnn.parameters();
        for (int i = 0; i < wanted.size(); i++) {
            parameters.get(i).getArray().set(wanted.get(i).values());
        }
    }

    @TearDown
    public void tearDown() {
        trainer.close();
        model.close();
    }

    @Benchmark
    public double step() {
        try (var call = trainer.getManager().newSubManager()) {
            images.tempAttach(call);
            labels.tempAttach(call);
            double value;
            try (var collector = trainer.newGradientCollector()) {
                var target = new NDList(labels);
                var loss = trainer.getLoss().evaluate(target, trainer.forward(new NDList(images)));
                collector.backward(loss);
                value = loss.getFloat();
            }
            trainer.step();
            return value;
        }
    }
}
