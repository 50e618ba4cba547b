package dev.vireo.engine.tck.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.engine.tck.sample.Argument;
import dev.vireo.engine.tck.sample.OpSample;
import dev.vireo.engine.tck.sample.OpSamples;
import dev.vireo.engine.tck.sample.SampleTraces;
import dev.vireo.tensor.Engines;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.VireoException;
import dev.vireo.tensor.autograd.Autograd;
import dev.vireo.tensor.op.OpKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Records every sample of every operation as a trace of one step. */
final class TracedSamplesTest {
    /** The number of samples of each operation whose sizes are varied. */
    private static final int SAMPLES = 4;

    @BeforeAll
    static void useReference() {
        Engines.use("reference");
    }

    @TestFactory
    Stream<DynamicTest> aTraceRunsToTheSameValues() {
        return OpKeys.all().stream()
                .filter(OpSamples.table()::has)
                .map(key -> DynamicTest.dynamicTest(
                        OpKeys.name(key),
                        () -> OpSamples.table().require(key).forEach(TracedSamplesTest::runsToTheSameValues)));
    }

    private static void runsToTheSameValues(OpSample sample) {
        try (var scope = TensorScope.open();
                var off = Autograd.noGrad()) {
            var inputs = tensors(sample);
            var expected = sample.run(inputs);
            try (var trace = SampleTraces.record(sample, tensors(sample))) {
                assertThat(trace.steps()).as(sample.toString()).hasSizeLessThanOrEqualTo(1 + 3 * inputs.size());
                assertThat(trace.steps().get(trace.steps().size() - 1).op()).isEqualTo(sample.op());
                assertSame(sample, trace.run(tensors(sample).toArray(Tensor[]::new)), expected);
            }
        }
    }

    /** If a size can vary, the trace is correct for other sizes. */
    @Test
    void aTraceIsCorrectForOtherSizes() {
        var varied = new TreeSet<String>();
        for (var key : OpKeys.all()) {
            var samples = OpSamples.table().has(key) ? OpSamples.table().require(key) : List.<OpSample>of();
            samples.stream().limit(SAMPLES).forEach(sample -> {
                for (long size : SampleTraces.sizes(sample)) {
                    if (isCorrectForOtherSizes(sample, size)) {
                        varied.add(OpKeys.name(key));
                    }
                }
            });
        }
        assertThat(varied).hasSizeGreaterThan(110);
    }

    private static boolean isCorrectForOtherSizes(OpSample sample, long size) {
        try (var scope = TensorScope.open();
                var off = Autograd.noGrad();
                var trace = SampleTraces.record(sample, tensors(sample), size)) {
            var inputs = SampleTraces.enlarged(tensors(sample), size);
            var expected = sample.run(inputs.stream().map(Tensor::copy).toList());
            assertSame(sample, trace.run(inputs.toArray(Tensor[]::new)), expected);
            return true;
        } catch (VireoException | IllegalArgumentException e) {
            return false;
        }
    }

    private static List<Tensor> tensors(OpSample sample) {
        var tensors = new ArrayList<Tensor>();
        for (var argument : sample.inputs()) {
            tensors.add(tensor(argument));
        }
        return tensors;
    }

    private static Tensor tensor(Argument argument) {
        return Tensor.of(argument.values(), argument.shape().toArray()).to(argument.dtype());
    }

    private static void assertSame(OpSample sample, List<Tensor> actual, List<Tensor> expected) {
        assertThat(actual).as(sample.toString()).hasSameSizeAs(expected);
        for (int i = 0; i < actual.size(); i++) {
            assertThat(actual.get(i).spec())
                    .as(sample.toString())
                    .isEqualTo(expected.get(i).spec());
            assertThat(actual.get(i).toDoubleArray())
                    .as(sample.toString())
                    .isEqualTo(expected.get(i).toDoubleArray());
        }
    }
}
