package dev.vireo.benchmarks.libtorch;

import dev.vireo.benchmarks.workload.Chain;
import dev.vireo.benchmarks.workload.Sizes;
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

/** Ten operations on vectors of 16, forward and backward by libtorch's autograd. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls setUp first
public class TenOps {
    private Tensor x;
    private Tensor w;

    @Setup
    public void setUp() {
        Process.prepare();
        x = torch.ones(Sizes.VECTOR).set_requires_grad(true);
        w = torch.ones(Sizes.VECTOR);
        run();
        Chain.requireGradient(Floats.read(x.grad()));
        x.mutable_grad().reset();
    }

    @TearDown
    public void tearDown() {
        x.close();
        w.close();
    }

    @Benchmark
    public void forwardAndBackward() {
        run();
        x.mutable_grad().reset();
    }

    private void run() {
        try (var scope = new PointerScope()) {
            var y = x.mul(w).add(w).relu().mul(w).sigmoid();
            y.mul(w).tanh().add(w).exp().sum().backward();
        }
    }
}
