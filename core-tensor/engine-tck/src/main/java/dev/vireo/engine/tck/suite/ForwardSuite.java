package dev.vireo.engine.tck.suite;

import dev.vireo.engine.tck.sample.OpSample;
import dev.vireo.engine.tck.sample.OpSample.Trait;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.engine.Engine;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Compares the results of every sample, in every floating type and memory layout, with a reference engine that computes
 * in float64 from the same rounded inputs.
 */
public final class ForwardSuite {
    private static final List<DType> HALVES = List.of(DType.FLOAT16, DType.BFLOAT16);

    private final Engine engine;
    private final Engine reference;

    /** Creates the suite for an engine and the reference engine. */
    public ForwardSuite(Engine engine, Engine reference) {
        this.engine = engine;
        this.reference = reference;
    }

    /** In float64 and float32. */
    public Stream<DynamicTest> values() {
        return OpTests.of(
                this::comparable,
                sample -> types(sample, List.of(DType.FLOAT64, DType.FLOAT32))
                        .flatMap(dtype -> compare(sample, SampleRunner.of(engine, dtype))));
    }

    /** In float16 and bfloat16. */
    public Stream<DynamicTest> halves() {
        return OpTests.of(
                sample -> comparable(sample) && sample.isFloating() && !sample.has(Trait.NO_HALF),
                sample -> HALVES.stream().flatMap(dtype -> compare(sample, SampleRunner.of(engine, dtype))));
    }

    /** With inputs that are not in row-major order. */
    public Stream<DynamicTest> layouts() {
        return OpTests.of(
                sample -> comparable(sample) && !sample.inputs().isEmpty(),
                sample -> Stream.of(InputLayout.TRANSPOSED, InputLayout.STRIDED)
                        .flatMap(layout -> compare(
                                sample, SampleRunner.of(engine, DType.FLOAT64).with(layout))));
    }

    private boolean comparable(OpSample sample) {
        return !sample.has(Trait.RANDOM);
    }

    private static Stream<DType> types(OpSample sample, List<DType> all) {
        return sample.isFloating() ? all.stream() : Stream.of(DType.FLOAT64);
    }

    private Stream<String> compare(OpSample sample, SampleRunner bench) {
        return bench.hasGap(sample) ? Stream.empty() : differences(sample, bench, reference);
    }

    /** Describes the differences between an engine and the reference. */
    static Stream<String> differences(OpSample sample, SampleRunner bench, Engine reference) {
        var actual = bench.results(sample);
        var expected = SampleRunner.of(reference, DType.FLOAT64).results(bench.rounded(sample));
        if (actual.size() != expected.size()) {
            return Stream.of(actual.size() + " results, expected " + expected.size());
        }
        var where = "in " + bench.floating() + ", " + bench.layout() + ", result ";
        return IntStream.range(0, actual.size())
                .mapToObj(i -> Closeness.difference(
                        where + i, actual.get(i), expected.get(i).values(), bench.floating()))
                .flatMap(Optional::stream);
    }
}
