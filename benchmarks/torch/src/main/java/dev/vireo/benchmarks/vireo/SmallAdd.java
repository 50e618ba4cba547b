package dev.vireo.benchmarks.vireo;

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

/** The overhead of a call: adds two vectors of 16 and frees the sum. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls setUp first
public class SmallAdd {
    private Tensor a;
    private Tensor b;

    @Setup
    public void setUp() {
        a = Tensor.ones(Sizes.VECTOR).own();
        b = Tensor.ones(Sizes.VECTOR).own();
    }

    @TearDown
    public void tearDown() {
        a.close();
        b.close();
    }

    @Benchmark
    public void add() {
        try (var scope = TensorScope.open()) {
            a.add(b);
        }
    }
}
