package dev.vireo.benchmarks.djl;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import dev.vireo.benchmarks.workload.Chain;
import dev.vireo.benchmarks.workload.Sizes;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Ten operations on vectors of 16, forward and backward. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls setUp first
public class TenOps {
    private NDManager manager;
    private NDArray x;
    private NDArray w;

    @Setup
    public void setUp() {
        manager = NDManager.newBaseManager();
        x = manager.ones(new Shape(Sizes.VECTOR));
        w = manager.ones(new Shape(Sizes.VECTOR));
        x.setRequiresGradient(true);
        forwardAndBackward();
        Chain.requireGradient(x.getGradient().toFloatArray());
    }

    @TearDown
    public void tearDown() {
        manager.close();
    }

    @Benchmark
    public void forwardAndBackward() {
        try (var collector = Engine.getInstance().newGradientCollector();
                var scaled = x.mul(w);
                var shifted = scaled.add(w);
                var positive = Activation.relu(shifted);
                var weighted = positive.mul(w);
                var gate = Activation.sigmoid(weighted);
                var product = gate.mul(w);
                var bounded = product.tanh();
                var exponent = bounded.add(w);
                var exponential = exponent.exp();
                var sum = exponential.sum()) {
            collector.backward(sum);
        }
    }
}
