package dev.vireo.benchmarks;

import dev.vireo.tensor.TensorScope;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.global.torch;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Ten operations on vectors of 16, forward and backward: the cost of recording and of going back. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls setUp first
public class TenOps {
    private dev.vireo.tensor.Tensor x;
    private dev.vireo.tensor.Tensor w;
    private org.bytedeco.pytorch.Tensor rawX;
    private org.bytedeco.pytorch.Tensor rawW;

    @Setup
    public void setUp() {
        x = dev.vireo.tensor.Tensor.ones(16).own().requiresGrad(true);
        w = dev.vireo.tensor.Tensor.ones(16).own();
        rawX = torch.ones(16).set_requires_grad(true);
        rawW = torch.ones(16);
    }

    @TearDown
    public void tearDown() {
        x.close();
        w.close();
        rawX.close();
        rawW.close();
    }

    @Benchmark
    public void vireo() {
        try (var scope = TensorScope.open()) {
            var y = x.mul(w).add(w).relu().mul(w).sigmoid();
            y.mul(w).tanh().add(w).exp().sum().backward();
            x.clearGrad();
        }
    }

    @Benchmark
    public void libtorch() {
        try (var scope = new PointerScope()) {
            var y = rawX.mul(rawW).add(rawW).relu().mul(rawW).sigmoid();
            y.mul(rawW).tanh().add(rawW).exp().sum().backward();
            rawX.mutable_grad().reset();
        }
    }
}
