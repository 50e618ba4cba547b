package dev.vireo.benchmarks.vireo;

import dev.vireo.benchmarks.workload.Cnn;
import dev.vireo.nn.Sequential;
import dev.vireo.nn.loss.Losses;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.training.optimizer.AdamW;
import java.util.LinkedHashMap;
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

/** A training step of a CNN on 64 images of 28 x 28: forward, backward, Adam, and reading the loss. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls setUp first
public class TrainingStep {
    private Tensor images;
    private Tensor labels;
    private Sequential net;
    private AdamW optimizer;

    @Setup
    public void setUp() {
        images = Tensor.of(Cnn.images(), Cnn.BATCH, 1, Cnn.SIDE, Cnn.SIDE).own();
        labels = Tensor.of(Cnn.labels(), Cnn.BATCH).own();
        net = VireoCnn.network();
        load();
        optimizer = AdamW.of(Cnn.LEARNING_RATE).weightDecay(0).over(net.parameters());
        Cnn.requireLosses(
                DoubleStream.generate(this::step).limit(Cnn.CHECKED_STEPS).toArray());
    }

    private void load() {
        try (var scope = TensorScope.open()) {
            var state = new LinkedHashMap<String, Tensor>();
            for (var parameter : Cnn.parameters()) {
                state.put(parameter.name(), Tensor.of(parameter.values(), parameter.shape()));
            }
            net.loadStateDict(state);
        }
    }

    @TearDown
    public void tearDown() {
        optimizer.close();
        net.close();
        images.close();
        labels.close();
    }

    @Benchmark
    public double step() {
        try (var scope = TensorScope.open()) {
            var loss = Losses.crossEntropy(net.call(images), labels);
            loss.backward();
            optimizer.step();
            return loss.item();
        }
    }
}
