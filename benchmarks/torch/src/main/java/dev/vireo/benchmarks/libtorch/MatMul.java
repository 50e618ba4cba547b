package dev.vireo.benchmarks.libtorch;

import java.util.concurrent.TimeUnit;
import org.bytedeco.pytorch.Tensor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The product of two square matrices. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls setUp first
public class MatMul {
    @Param({"256", "1024"})
    private int size;

    @Param({"float32", "bfloat16"})
    private String dtype;

    private Tensor a;
    private Tensor b;

    @Setup
    public void setUp() {
        Process.prepare();
        a = Filled.tensor(dtype, size, size);
        b = Filled.tensor(dtype, size, size);
    }

    @TearDown
    public void tearDown() {
        a.close();
        b.close();
    }

    @Benchmark
    public void multiply() {
        a.mm(b).close();
    }
}
