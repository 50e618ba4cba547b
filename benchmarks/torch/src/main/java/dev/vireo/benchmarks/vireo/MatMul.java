package dev.vireo.benchmarks.vireo;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.TensorSpec;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
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
        var type = DType.valueOf(dtype.toUpperCase(Locale.ROOT));
        a = Tensor.full(new TensorSpec(Shape.of(size, size), type, Device.CPU), 0.5)
                .own();
        b = Tensor.full(new TensorSpec(Shape.of(size, size), type, Device.CPU), 0.5)
                .own();
    }

    @TearDown
    public void tearDown() {
        a.close();
        b.close();
    }

    @Benchmark
    public void multiply() {
        try (var scope = TensorScope.open()) {
            a.matmul(b);
        }
    }
}
