package dev.vireo.engine.tck.suite;

import dev.vireo.engine.tck.sample.OpSample;
import dev.vireo.engine.tck.sample.OpSample.Trait;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.engine.Engine;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Random operations: the same seed draws the same values, and they have the right distribution. */
public final class RandomSuite {
    private final SampleRunner bench;

    /** Creates the suite for an engine. */
    public RandomSuite(Engine engine) {
        this.bench = SampleRunner.of(engine, DType.FLOAT32);
    }

    /** Runs every random operation twice and checks its distribution. */
    public Stream<DynamicTest> draws() {
        return OpTests.of(bench, sample -> sample.has(Trait.RANDOM), this::check);
    }

    private Stream<String> check(OpSample sample) {
        var drawn = bench.results(sample).get(0);
        var again = bench.results(sample).get(0);
        var repeats = Arrays.equals(drawn.values(), again.values())
                ? Stream.<String>empty()
                : Stream.of("one seed drew two different results");
        return Stream.concat(repeats, Distributions.faults(sample, drawn.values()));
    }
}
