package dev.vireo.benchmarks.libtorch;

import dev.vireo.benchmarks.workload.Cnn;
import java.util.concurrent.TimeUnit;
import java.util.stream.DoubleStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A training step of a CNN on 64 images of 28 x 28, by libtorch's autograd and its fused Adam. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls setUp first
public class TrainingStep {
    private static final long[] ONE = {1, 1};
    private static final long[] ZERO = {0, 0};
    private static final long[] TWO = {2, 2};

    private Tensor images;
    private Tensor labels;
    private Tensor[] parameters;
    private TensorOptional[] biases;
    private FusedAdam optimizer;

    @Setup
    public void setUp() {
        Process.prepare();
        images = Tensor.create(Cnn.images(), Cnn.BATCH, 1, Cnn.SIDE, Cnn.SIDE);
        labels = Tensor.create(Cnn.labels());
        parameters = Cnn.parameters().stream()
                .map(each -> Tensor.create(each.values(), each.shape()).set_requires_grad(true))
                .toArray(Tensor[]::new);
        biases = new TensorOptional[] {new TensorOptional(parameters[1]), new TensorOptional(parameters[3])};
        optimizer = new FusedAdam(parameters);
        Cnn.requireLosses(
                DoubleStream.generate(this::step).limit(Cnn.CHECKED_STEPS).toArray());
    }

    @TearDown
    public void tearDown() {
        optimizer.close();
        for (var bias : biases) {
            bias.close();
        }
        for (var parameter : parameters) {
            parameter.close();
        }
        images.close();
        labels.close();
    }

    @Benchmark
    public double step() {
        try (var scope = new PointerScope()) {
            var x = pool(convolve(images, parameters[0], biases[0]).relu());
            x = pool(convolve(x, parameters[2], biases[1]).relu());
            var logits = torch.linear(x.flatten(1, -1), parameters[4], parameters[5]);
            var loss = torch.cross_entropy(logits, labels);
            loss.backward();
            optimizer.step();
            return loss.item_double();
        }
    }

    private static Tensor convolve(Tensor x, Tensor weight, TensorOptional bias) {
        return torch.convolution(x, weight, bias, ONE, ONE, ONE, false, ZERO, 1);
    }

    private static Tensor pool(Tensor x) {
        return torch.max_pool2d(x, TWO);
    }
}
