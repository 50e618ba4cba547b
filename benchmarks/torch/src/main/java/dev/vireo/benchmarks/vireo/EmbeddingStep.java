package dev.vireo.benchmarks.vireo;

import dev.vireo.nn.Embedding;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.Generator;
import dev.vireo.tensor.Memory;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.training.optimizer.AdamW;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A training step of an embedding of 1,000,000 x 64: lookup, backward, and AdamW, with a row gradient and with a dense
 * one. The time and memory of a row-gradient step should be proportional to the number of rows looked up; those of a
 * dense step do not depend on it.
 *
 * <p>To run: {@code java -cp <benchmarks/torch's class path> org.openjdk.jmh.Main EmbeddingStep -f 1 -wi 3 -i 5}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls setUp first
public class EmbeddingStep {
    private static final long ROWS = 1_000_000;
    private static final long WIDTH = 64;

    @Param({"rows", "dense"})
    private String gradient;

    @Param({"64", "512", "4096"})
    private int lookups;

    private Tensor index;
    private Embedding net;
    private AdamW optimizer;

    /** The memory of tensors that a step needs in addition to parameters and state. JMH sums over the iterations. */
    @AuxCounters(AuxCounters.Type.EVENTS)
    @State(Scope.Thread)
    public static class Peak {
        /** The maximum over the steps of the iteration. */
        public long kibibytes;
    }

    /** Creates the table, and runs one step, which creates the optimizer's state. */
    @Setup
    public void setUp() {
        var generator = Generator.seeded(1);
        index = Tensor.of(LongStream.generate(() -> generator.nextBelow(ROWS))
                        .limit(lookups)
                        .toArray())
                .own();
        net = new Embedding(ROWS, WIDTH);
        if (gradient.equals("rows")) {
            net.sparse();
        }
        optimizer = AdamW.of(1e-3).over(net.parameters());
        step(new Peak());
    }

    /** Frees the table and the optimizer's state. */
    @TearDown
    public void tearDown() {
        optimizer.close();
        net.close();
        index.close();
    }

    /** Runs one step. */
    @Benchmark
    public void step(Peak peak) {
        var memory = Memory.of(Device.CPU);
        memory.resetPeak();
        long before = memory.bytes();
        try (var scope = TensorScope.open()) {
            net.call(index).square().mean().backward();
            optimizer.step();
        }
        peak.kibibytes = Math.max(peak.kibibytes, (memory.peakBytes() - before) / 1024);
    }
}
