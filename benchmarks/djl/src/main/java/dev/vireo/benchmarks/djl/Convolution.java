package dev.vireo.benchmarks.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import dev.vireo.benchmarks.workload.Sizes;
import java.util.Arrays;
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
    private static final Shape ONE = new Shape(1, 1);

    @Param({"float32", "bfloat16"})
    private String dtype;

    private NDManager manager;
    private NDArray images;
    private NDArray filters;

    @Setup
    public void setUp() {
        manager = NDManager.newBaseManager();
        images = Filled.array(
                manager, dtype, Arrays.stream(Sizes.IMAGES).asLongStream().toArray());
        filters = Filled.array(
                manager, dtype, Arrays.stream(Sizes.FILTERS).asLongStream().toArray());
    }

    @TearDown
    public void tearDown() {
        manager.close();
    }

    @Benchmark
    public void convolve() {
        Conv2d.conv2d(images, filters, null, ONE, ONE, ONE, 1).close();
    }
}
