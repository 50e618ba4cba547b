package dev.vireo.benchmarks.nd4j;

import dev.vireo.benchmarks.workload.Sizes;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.factory.Nd4j;
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
    private static final Conv2DConfig ATTRIBUTES =
            Conv2DConfig.builder().kH(3).kW(3).sH(1).sW(1).pH(1).pW(1).build();

    @Param({"float32", "bfloat16"})
    private String dtype;

    private INDArray images;
    private INDArray filters;

    @Setup
    public void setUp() {
        images = Filled.array(dtype, Arrays.stream(Sizes.IMAGES).asLongStream().toArray());
        filters = Filled.array(dtype, 3, 3, Sizes.FILTERS[1], Sizes.FILTERS[0]);
    }

    @TearDown
    public void tearDown() {
        images.close();
        filters.close();
    }

    @Benchmark
    public void convolve() {
        Nd4j.cnn().conv2d(images, filters, ATTRIBUTES).close();
    }
}
