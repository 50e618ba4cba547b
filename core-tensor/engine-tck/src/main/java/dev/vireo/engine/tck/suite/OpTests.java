package dev.vireo.engine.tck.suite;

import dev.vireo.engine.tck.sample.OpSample;
import dev.vireo.engine.tck.sample.OpSamples;
import dev.vireo.tensor.op.OpKeys;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Creates one test per operation. It runs all samples and reports each that fails. */
final class OpTests {
    private OpTests() {}

    /** Checks one sample. */
    @FunctionalInterface
    interface Check {
        /** Returns the faults; empty if the sample passes. */
        Stream<String> faults(OpSample sample);
    }

    /** Creates tests from the samples that the engine supports. */
    static Stream<DynamicTest> of(SampleRunner bench, Predicate<OpSample> chosen, Check check) {
        return of(chosen, sample -> bench.hasGap(sample) ? Stream.empty() : check.faults(sample));
    }

    static Stream<DynamicTest> of(Predicate<OpSample> chosen, Check check) {
        return OpKeys.all().stream().filter(OpSamples.table()::has).flatMap(key -> {
            var samples = OpSamples.table().require(key).stream().filter(chosen).toList();
            return samples.isEmpty()
                    ? Stream.empty()
                    : Stream.of(DynamicTest.dynamicTest(OpKeys.name(key), () -> passes(samples, check)));
        });
    }

    private static void passes(List<OpSample> samples, Check check) {
        var faults = samples.stream()
                .flatMap(sample -> faults(sample, check).map(fault -> sample + "\n    " + fault))
                .toList();
        if (!faults.isEmpty()) {
            throw new AssertionError(faults.size() + " faults\n" + String.join("\n", faults));
        }
    }

    /** Runs a check. An exception counts as a fault of this sample, so that the remaining samples still run. */
    private static Stream<String> faults(OpSample sample, Check check) {
        try {
            return check.faults(sample).toList().stream();
        } catch (RuntimeException | AssertionError e) {
            return Stream.of(e.toString());
        }
    }
}
