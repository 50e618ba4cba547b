package dev.vireo.engine.tck.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.engine.tck.sample.Argument;
import dev.vireo.engine.tck.sample.OpSample;
import dev.vireo.engine.tck.sample.OpSamples;
import dev.vireo.tensor.Engines;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.VireoException;
import dev.vireo.tensor.autograd.Autograd;
import dev.vireo.tensor.op.Op;
import dev.vireo.tensor.op.OpKeys;
import dev.vireo.tensor.op.Update;
import dev.vireo.tensor.trace.Trace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
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
            var expected = applied(sample.op(), inputs);
            try (var trace = recorded(sample, "")) {
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
                for (long size : sizes(sample)) {
                    if (isRightForOtherSizes(sample, size)) {
                        varied.add(OpKeys.name(key));
                    }
                }
            });
        }
        assertThat(varied).hasSizeGreaterThan(110);
    }

    private static boolean isRightForOtherSizes(OpSample sample, long size) {
        try (var scope = TensorScope.open();
                var off = Autograd.noGrad();
                var trace = recorded(sample, "n" + size)) {
            var inputs =
                    tensors(sample).stream().map(input -> wider(input, size)).toList();
            var expected =
                    applied(sample.op(), inputs.stream().map(Tensor::copy).toList());
            assertSame(sample, trace.run(inputs.toArray(Tensor[]::new)), expected);
            return true;
        } catch (VireoException | IllegalArgumentException e) {
            return false;
        }
    }

    /** Records the call; dimensions of a size are dynamic if their name is that of the size. */
    private static Trace recorded(OpSample sample, String dynamic) {
        var recorder = Trace.recorder();
        var inputs = tensors(sample);
        for (int i = 0; i < inputs.size(); i++) {
            var names = Arrays.stream(inputs.get(i).shape().toArray())
                    .mapToObj(size -> dynamic.equals("n" + size) ? dynamic : "")
                    .toArray(String[]::new);
            recorder = recorder.input("x" + i, inputs.get(i), names);
        }
        return recorder.record(in -> applied(sample.op(), in));
    }

    private static Tensor wider(Tensor input, long size) {
        var result = input;
        for (int dim = 0; dim < input.shape().rank(); dim++) {
            if (input.shape().size(dim) == size) {
                result = Tensor.concat(dim, result, result, result.slice(dim, 0, 1));
            }
        }
        return result;
    }

    private static Set<Long> sizes(OpSample sample) {
        var sizes = new TreeSet<Long>();
        sample.inputs().forEach(input -> Arrays.stream(input.shape().toArray()).forEach(sizes::add));
        sizes.remove(0L);
        return sizes;
    }

    /** Returns the results of an operation, or the tensors that an update has written. */
    private static List<Tensor> applied(Op op, List<Tensor> inputs) {
        var results = List.of(Engines.run(op, inputs.toArray(Tensor[]::new)));
        return op instanceof Update update ? inputs.subList(0, update.written(inputs.size())) : results;
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
