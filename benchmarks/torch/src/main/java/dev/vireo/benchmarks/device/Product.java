package dev.vireo.benchmarks.device;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.Engines;
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

/** The product of two 1024 x 1024 matrices, including the wait for the device. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls setUp first
public class Product {
    private static final long SIZE = 1024;

    @Param("cuda:0")
    private String device;

    @Param({"float32", "bfloat16"})
    private String dtype;

    private Device where;
    private Tensor a;
    private Tensor b;

    @Setup
    public void setUp() {
        where = Device.parse(device);
        a = filled();
        b = filled();
    }

    private Tensor filled() {
        var type = DType.valueOf(dtype.toUpperCase(Locale.ROOT));
        return Tensor.full(new TensorSpec(Shape.of(SIZE, SIZE), type, where), 0.5)
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
            Engines.current().synchronize(where);
        }
    }
}
