package dev.vireo.benchmarks.vireo;

import dev.vireo.benchmarks.workload.Sizes;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.Dims;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.op.Convolution.Conv;
import java.util.Arrays;
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

/** A 3x3 convolution of 32 images of 56 x 56 with 64 channels. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls setUp first
public class Convolution {
    private static final Conv ATTRIBUTES = new Conv(Dims.of(1, 1), Dims.of(1, 1), Dims.of(1, 1), 1);

    @Param({"float32", "bfloat16"})
    private String dtype;

    private Tensor images;
    private Tensor filters;

    @Setup
    public void setUp() {
        images = filled(Sizes.IMAGES);
        filters = filled(Sizes.FILTERS);
    }

    private Tensor filled(int[] sizes) {
        var shape = Shape.of(Arrays.stream(sizes).asLongStream().toArray());
        var type = DType.valueOf(dtype.toUpperCase(Locale.ROOT));
        return Tensor.full(new TensorSpec(shape, type, Device.CPU), 0.5).own();
    }

    @TearDown
    public void tearDown() {
        images.close();
        filters.close();
    }

    @Benchmark
    public void convolve() {
        try (var scope = TensorScope.open()) {
            images.conv(ATTRIBUTES, filters);
        }
    }
}
