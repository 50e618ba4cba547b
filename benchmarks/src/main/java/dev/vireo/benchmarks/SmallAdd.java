package dev.vireo.benchmarks;

import dev.vireo.tensor.TensorScope;
import java.util.concurrent.TimeUnit;
import org.bytedeco.pytorch.global.torch;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What a call costs when there is next to nothing to compute: the sum of two vectors of 16, and freeing it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls setUp first
public class SmallAdd {
    private dev.vireo.tensor.Tensor a;
    private dev.vireo.tensor.Tensor b;
    private org.bytedeco.pytorch.Tensor rawA;
    private org.bytedeco.pytorch.Tensor rawB;

    /** Loads the engine first, so that both sides run with its settings. */
    @Setup
    public void setUp() {
        a = dev.vireo.tensor.Tensor.ones(16).own();
        b = dev.vireo.tensor.Tensor.ones(16).own();
        rawA = torch.ones(16);
        rawB = torch.ones(16);
    }

    @TearDown
    public void tearDown() {
        a.close();
        b.close();
        rawA.close();
        rawB.close();
    }

    @Benchmark
    public void vireo() {
        try (var scope = TensorScope.open()) {
            a.add(b);
        }
    }

    @Benchmark
    public void libtorch() {
        rawA.add(rawB).close();
    }
}
