package dev.vireo.benchmarks.vireo;

import dev.vireo.nn.Linear;
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

/**
 * The overhead of a layer: compares a call of a Linear layer from 4 to 4 features with the same operation on tensors in
 * two scopes, which is what a call opens. {@code -prof gc} shows the bytes per call.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls setUp first
public class LinearCall {
    private static final int FEATURES = 4;

    private Linear layer;
    private Tensor weight;
    private Tensor bias;
    private Tensor x;

    /** Creates the layer, and copies of its tensors for the operation. */
    @Setup
    public void setUp() {
        layer = new Linear(FEATURES, FEATURES);
        layer.freeze();
        weight = Tensor.ones(FEATURES, FEATURES).own();
        bias = Tensor.ones(FEATURES).own();
        x = Tensor.ones(1, FEATURES).own();
    }

    /** Frees all tensors. */
    @TearDown
    public void tearDown() {
        layer.close();
        weight.close();
        bias.close();
        x.close();
    }

    /** Calls the layer. */
    @Benchmark
    public void call() {
        try (var scope = TensorScope.open()) {
            layer.call(x);
        }
    }

    /** Runs the operation in the scopes that a call opens. */
    @Benchmark
    public void operation() {
        try (var scope = TensorScope.open();
                var inner = TensorScope.open("Linear")) {
            inner.keep(x.linear(weight, bias));
        }
    }
}
