package dev.vireo.benchmarks;

import static dev.vireo.nn.convolution.Kernel.kernel;

import dev.vireo.nn.Flatten;
import dev.vireo.nn.Linear;
import dev.vireo.nn.Sequential;
import dev.vireo.nn.activation.ReLU;
import dev.vireo.nn.convolution.Conv2d;
import dev.vireo.nn.loss.Losses;
import dev.vireo.nn.pooling.MaxPool2d;
import dev.vireo.tensor.TensorScope;
import dev.vireo.training.optimizer.Sgd;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A training step of a CNN on 64 images of 28 x 28, float32, SGD: Vireo beside libtorch with its own autograd. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls setUp first
public class ConvolutionStep {
    private static final double RATE = 1e-3;

    private dev.vireo.tensor.Tensor images;
    private dev.vireo.tensor.Tensor labels;
    private Sequential net;
    private Sgd sgd;
    private Tensor rawImages;
    private Tensor rawLabels;
    private Tensor[] weights;

    @Setup
    public void setUp() {
        images = dev.vireo.tensor.Tensor.ones(64, 1, 28, 28).own();
        labels = dev.vireo.tensor.Tensor.of(new long[64], 64).own();
        net = new Sequential(
                new Conv2d(1, 32, kernel(3).padding(1)),
                new ReLU(),
                new MaxPool2d(2),
                new Conv2d(32, 64, kernel(3).padding(1)),
                new ReLU(),
                new MaxPool2d(2),
                new Flatten(),
                new Linear(64 * 7 * 7, 10));
        sgd = new Sgd(net.parameters(), RATE, 0, 0);
        rawImages = torch.ones(64, 1, 28, 28);
        rawLabels = Tensor.create(new long[64]);
        weights =
                new Tensor[] {leaf(32, 1, 3, 3), leaf(32), leaf(64, 32, 3, 3), leaf(64), leaf(10, 64 * 7 * 7), leaf(10)
                };
    }

    @TearDown
    public void tearDown() {
        sgd.close();
        net.close();
        images.close();
        labels.close();
    }

    @Benchmark
    public void vireo() {
        try (var scope = TensorScope.open()) {
            Losses.crossEntropy(net.call(images), labels).backward();
            sgd.step();
        }
    }

    @Benchmark
    public void libtorch() {
        try (var scope = new PointerScope()) {
            var x = torch.max_pool2d(convolve(rawImages, 0).relu(), 2, 2);
            x = torch.max_pool2d(convolve(x, 2).relu(), 2, 2);
            var logits = torch.linear(x.flatten(1, -1), weights[4], weights[5]);
            torch.cross_entropy(logits, rawLabels).backward();
            for (var weight : weights) {
                var step = weight.grad().mul(new org.bytedeco.pytorch.Scalar(RATE));
                weight.data().sub_(step);
                weight.mutable_grad().reset();
            }
        }
    }

    private Tensor convolve(Tensor x, int at) {
        return torch.convolution(
                x,
                weights[at],
                new org.bytedeco.pytorch.TensorOptional(weights[at + 1]),
                new long[] {1, 1},
                new long[] {1, 1},
                new long[] {1, 1},
                false,
                new long[] {0, 0},
                1);
    }

    private static Tensor leaf(long... shape) {
        return torch.randn(shape).mul(new org.bytedeco.pytorch.Scalar(0.05)).set_requires_grad(true);
    }
}
