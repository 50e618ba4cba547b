package dev.vireo.benchmarks.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
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

/** The sum of two vectors of 16, closed at once. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls setUp first
public class SmallAdd {
    private NDManager manager;
    private NDArray a;
    private NDArray b;

    @Setup
    public void setUp() {
        manager = NDManager.newBaseManager();
        a = manager.ones(new Shape(Sizes.VECTOR));
        b = manager.ones(new Shape(Sizes.VECTOR));
    }

    @TearDown
    public void tearDown() {
        manager.close();
    }

    @Benchmark
    public void add() {
        a.add(b).close();
    }
}
