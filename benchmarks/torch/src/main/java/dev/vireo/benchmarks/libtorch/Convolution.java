package dev.vireo.benchmarks.libtorch;

import dev.vireo.benchmarks.workload.Sizes;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
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
    private static final long[] ONE = {1, 1};
    private static final long[] ZERO = {0, 0};

    @Param({"float32", "bfloat16"})
    private String dtype;

    private Tensor images;
    private Tensor filters;
    private TensorOptional noBias;

    @Setup
    public void setUp() {
        Process.prepare();
        images = Filled.tensor(dtype, Arrays.stream(Sizes.IMAGES).asLongStream().toArray());
        filters =
                Filled.tensor(dtype, Arrays.stream(Sizes.FILTERS).asLongStream().toArray());
        noBias = new TensorOptional();
    }

    @TearDown
    public void tearDown() {
        noBias.close();
        images.close();
        filters.close();
    }

    @Benchmark
    public void convolve() {
        torch.convolution(images, filters, noBias, ONE, ONE, ONE, false, ZERO, 1)
                .close();
    }
}
