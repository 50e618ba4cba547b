package dev.vireo.engine.tck.suite;

import dev.vireo.engine.tck.sample.Sample;
import dev.vireo.engine.tck.sample.Samples;
import dev.vireo.tensor.op.OpKeys;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** One test an operation: all of its samples run, and all that fail are named. */
final class OpTests {
    private OpTests() {}

    /** Says what is wrong with one sample. */
    @FunctionalInterface
    interface Check {
        /** The faults; none where the sample passes. */
        Stream<String> faults(Sample sample);
    }

    /** Of the samples that the bench's engine takes. */
    static Stream<DynamicTest> of(Bench bench, Predicate<Sample> chosen, Check check) {
        return of(chosen, sample -> bench.hasGap(sample) ? Stream.empty() : check.faults(sample));
    }

    static Stream<DynamicTest> of(Predicate<Sample> chosen, Check check) {
        return OpKeys.all().stream().filter(Samples.table()::has).flatMap(key -> {
            var samples = Samples.table().require(key).stream().filter(chosen).toList();
            return samples.isEmpty()
                    ? Stream.empty()
                    : Stream.of(DynamicTest.dynamicTest(OpKeys.name(key), () -> passes(samples, check)));
        });
    }

    private static void passes(List<Sample> samples, Check check) {
        var faults = samples.stream()
                .flatMap(sample -> faults(sample, check).map(fault -> sample + "\n    " + fault))
                .toList();
        if (!faults.isEmpty()) {
            throw new AssertionError(faults.size() + " faults\n" + String.join("\n", faults));
        }
    }

    /** An exception is a fault of its sample, and the others still run. */
    private static Stream<String> faults(Sample sample, Check check) {
        try {
            return check.faults(sample).toList().stream();
        } catch (RuntimeException | AssertionError e) {
            return Stream.of(e.toString());
        }
    }
}
