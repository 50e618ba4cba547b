package dev.vireo.benchmarks.vireo;

import dev.vireo.benchmarks.workload.Chain;
import dev.vireo.benchmarks.workload.Sizes;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Ten operations on vectors of 16, forward and backward: the overhead of the tape. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls setUp first
public class TenOps {
    private Tensor x;
    private Tensor w;

    @Setup
    public void setUp() {
        x = Tensor.ones(Sizes.VECTOR).own().requiresGrad(true);
        w = Tensor.ones(Sizes.VECTOR).own();
        run();
        Chain.requireGradient(x.grad().orElseThrow().toFloatArray());
        x.clearGrad();
    }

    @TearDown
    public void tearDown() {
        x.close();
        w.close();
    }

    @Benchmark
    public void forwardAndBackward() {
        run();
        x.clearGrad();
    }

    private void run() {
        try (var scope = TensorScope.open()) {
            var y = x.mul(w).add(w).relu().mul(w).sigmoid();
            y.mul(w).tanh().add(w).exp().sum().backward();
        }
    }
}
