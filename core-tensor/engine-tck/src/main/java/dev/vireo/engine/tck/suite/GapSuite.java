package dev.vireo.engine.tck.suite;

import dev.vireo.engine.tck.CheckedEngine;
import dev.vireo.engine.tck.sample.OpSample;
import dev.vireo.engine.tck.sample.OpSamples;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.engine.Engine;
import dev.vireo.tensor.engine.Gap;
import dev.vireo.tensor.op.OpKeys;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Declared gaps are refused with a clear error, and the calls really do not work. */
public final class GapSuite {
    private final CheckedEngine engine;
    private final Engine reference;
    private final List<Gap> gaps;

    /** Creates the suite for an engine and the reference engine. */
    public GapSuite(CheckedEngine engine, Engine reference) {
        this.engine = engine;
        this.reference = reference;
        this.gaps = engine.kernels().gaps();
    }

    /** The error names the operation, the type, the engine and the reason in one line. */
    public Stream<DynamicTest> refusals() {
        return each(this::unclear);
    }

    /** Without the declaration at least one sample fails, and every gap is covered by a sample. */
    public Stream<DynamicTest> works() {
        return each((gap, calls) -> calls.stream().anyMatch(this::fails)
                ? Stream.empty()
                : Stream.of("is declared, but all " + calls.size() + " samples work"));
    }

    /** Describes the faults of a gap, given the calls that it covers. */
    private interface Check {
        Stream<String> faults(Gap gap, List<Call> calls);
    }

    /** A sample in one floating type. */
    private record Call(OpSample sample, SampleRunner bench) {}

    private Stream<DynamicTest> each(Check check) {
        return gaps.stream()
                .flatMap(gap -> OpKeys.all().stream()
                        .filter(key -> gap.covers(key) && OpSamples.table().has(key))
                        .map(key -> new Covered(gap, key, calls(gap, key)))
                        .filter(each ->
                                gap.operation().isPresent() || !each.calls().isEmpty()))
                .map(each -> DynamicTest.dynamicTest(
                        OpKeys.name(each.key()) + " in " + each.gap().dtype(), () -> {
                            var faults = check.faults(each.gap(), each.calls())
                                    .distinct()
                                    .toList();
                            if (!faults.isEmpty()) {
                                throw new AssertionError(each.gap() + "\n" + String.join("\n", faults));
                            }
                        }));
    }

    private record Covered(Gap gap, Object key, List<Call> calls) {}

    private List<Call> calls(Gap gap, Object key) {
        var alone = engine.withGaps(List.of(gap));
        return Arrays.stream(DType.values())
                .filter(DType::isFloating)
                .map(dtype -> SampleRunner.of(alone, dtype))
                .flatMap(bench -> OpSamples.table().require(key).stream()
                        .filter(bench::hasGap)
                        .map(sample -> new Call(sample, bench)))
                .toList();
    }

    private Stream<String> unclear(Gap gap, List<Call> calls) {
        return calls.stream()
                .flatMap(call -> call.bench().refusal(call.sample()).stream())
                .map(Throwable::getMessage)
                .filter(message -> message.contains("\n")
                        || !message.contains(gap.dtype().toString())
                        || !message.contains(engine.name())
                        || !message.contains(gap.reason()));
    }

    private boolean fails(Call call) {
        var open = SampleRunner.of(engine.withGaps(List.of()), call.bench().floating());
        try {
            return ForwardSuite.differences(call.sample(), open, reference)
                    .findAny()
                    .isPresent();
        } catch (RuntimeException | AssertionError e) {
            return true;
        }
    }
}
