package dev.vireo.benchmarks.device;

import dev.vireo.benchmarks.vireo.VireoCnn;
import dev.vireo.benchmarks.workload.Cnn;
import dev.vireo.nn.Layer;
import dev.vireo.nn.loss.Losses;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.TensorScope;
import dev.vireo.training.data.Batch;
import dev.vireo.training.data.DataLoader;
import dev.vireo.training.data.LabelledDataset;
import dev.vireo.training.data.Samples;
import dev.vireo.training.optimizer.AdamW;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A training step that includes gathering and copying its 64 images of 28 x 28. The copy runs either ahead,
 * concurrently with the device's work, or at the beginning of the step.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls setUp first
public class Epoch {
    private static final int BATCHES = 16;

    @Param("cuda:0")
    private String device;

    private Device where;
    private Layer net;
    private AdamW optimizer;
    private DataLoader ahead;
    private DataLoader late;

    @Setup
    public void setUp() {
        where = Device.parse(device);
        net = VireoCnn.network().to(where, DType.FLOAT32);
        optimizer = AdamW.of(Cnn.LEARNING_RATE).over(net.parameters());
        var samples = new LabelledDataset(
                new Samples(images(), Shape.of(1, Cnn.SIDE, Cnn.SIDE)),
                IntStream.range(0, BATCHES * Cnn.BATCH)
                        .map(i -> i % Cnn.CLASSES)
                        .toArray());
        ahead = samples.batches(Cnn.BATCH).to(where);
        late = samples.batches(Cnn.BATCH);
    }

    @TearDown
    public void tearDown() {
        ahead.close();
        late.close();
        optimizer.close();
        net.close();
    }

    @Benchmark
    @OperationsPerInvocation(BATCHES)
    public double stepCopiedAhead() {
        return pass(ahead, UnaryOperator.identity());
    }

    @Benchmark
    @OperationsPerInvocation(BATCHES)
    public double stepCopiedWhenItBegins() {
        return pass(late, batch -> batch.to(where));
    }

    private double pass(DataLoader loader, UnaryOperator<Batch> moved) {
        double sum = 0;
        for (var batch : loader) {
            try (var scope = TensorScope.open()) {
                var here = moved.apply(batch);
                optimizer.clearGradients();
                var loss = Losses.crossEntropy(net.call(here.input()), here.target());
                loss.backward();
                optimizer.step();
                sum += loss.item();
            }
        }
        return sum;
    }

    private static float[] images() {
        var batch = Cnn.images();
        var all = new float[BATCHES * batch.length];
        for (int i = 0; i < BATCHES; i++) {
            System.arraycopy(batch, 0, all, i * batch.length, batch.length);
        }
        return all;
    }
}
