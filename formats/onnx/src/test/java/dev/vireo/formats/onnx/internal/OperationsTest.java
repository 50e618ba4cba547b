package dev.vireo.formats.onnx.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.engine.tck.sample.Argument;
import dev.vireo.engine.tck.sample.OpSample;
import dev.vireo.engine.tck.sample.OpSamples;
import dev.vireo.engine.tck.sample.SampleTraces;
import dev.vireo.formats.onnx.OnnxModel;
import dev.vireo.formats.onnx.internal.translation.Translators;
import dev.vireo.formats.onnx.internal.translation.Untranslatable;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.VireoException;
import dev.vireo.tensor.op.OpKeys;
import dev.vireo.tensor.op.Scan;
import dev.vireo.tensor.op.Unary;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Compares every operation that can be exported, on every sample in float32, between ONNX Runtime and libtorch. */
final class OperationsTest {
    private static final double TOLERANCE = 1e-5;
    private static final Set<Object> NOT_OF_NAN = Set.of(Unary.ERF, Unary.SIGN, Scan.Sort.class);

    @Test
    void everyOperationHasATranslatorOrAReason() {
        for (var key : OpKeys.all()) {
            assertThat(Stream.of(
                            Translators.table().has(key),
                            Untranslatable.reasons().has(key)))
                    .as(OpKeys.name(key))
                    .containsExactlyInAnyOrder(true, false);
        }
    }

    @TestFactory
    Stream<DynamicTest> givesTheSameInOnnxRuntime() {
        return OpKeys.all().stream()
                .filter(Translators.table()::has)
                .map(key -> DynamicTest.dynamicTest(OpKeys.name(key), () -> {
                    var samples = OpSamples.table().require(key).stream()
                            .filter(OperationsTest::isRun)
                            .toList();
                    assertThat(samples).isNotEmpty();
                    assertThat(samples.stream().flatMap(sample -> difference(sample).stream()))
                            .isEmpty();
                }));
    }

    @TestFactory
    Stream<DynamicTest> refusesTheOtherOperationsByName() {
        return OpKeys.all().stream()
                .filter(Untranslatable.reasons()::has)
                .map(key -> DynamicTest.dynamicTest(OpKeys.name(key), () -> {
                    var sample = OpSamples.table().require(key).get(0);
                    try (var scope = TensorScope.open()) {
                        assertThatThrownBy(() -> export(sample, inputs(sample)))
                                .isInstanceOf(VireoException.class)
                                .hasMessage("onnx: cannot be exported: " + OpKeys.label(sample.op()) + ": "
                                        + Untranslatable.reasons().require(key));
                    }
                }));
    }

    /**
     * Leaves out samples on which ONNX Runtime differs or fails. It aborts the process on some empty tensors. For NaN,
     * its error function returns 1 and it sorts NaN last, and its sign differs from libtorch's, which is 0. ONNX does
     * not define integer overflow, and dividing the smallest integer by -1 ends the process.
     */
    static boolean isRun(OpSample sample) {
        boolean empty = sample.inputs().stream().anyMatch(input -> input.shape().elements() == 0);
        boolean nan = NOT_OF_NAN.contains(sample.op().key())
                && sample.inputs().stream()
                        .flatMapToDouble(input -> Arrays.stream(input.values()))
                        .anyMatch(Double::isNaN);
        return !empty && !nan && !sample.has(OpSample.Trait.INTEGER_LIMIT);
    }

    /** Describes the first difference of a sample; empty if there is none. */
    private static Optional<String> difference(OpSample sample) {
        try (var scope = TensorScope.open()) {
            var inputs = inputs(sample);
            var exported = export(sample, inputs);
            try (var model = OnnxModel.of(exported.model())) {
                return difference(model.run(inputs), exported.expected()).map(text -> sample + ": " + text);
            } catch (VireoException e) {
                return Optional.of(sample + ": " + e.getMessage());
            }
        }
    }

    static Optional<String> difference(List<Tensor> actual, List<Tensor> expected) {
        return IntStream.range(0, actual.size())
                .mapToObj(i -> difference(actual.get(i), expected.get(i)))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private record Exported(byte[] model, List<Tensor> expected) {}

    private static Exported export(OpSample sample, List<Tensor> inputs) {
        try (var trace = SampleTraces.record(sample, inputs)) {
            return new Exported(Exporter.model(trace).toByteArray(), sample.run(inputs));
        }
    }

    static List<Tensor> inputs(OpSample sample) {
        return sample.inputs().stream().map(OperationsTest::tensor).toList();
    }

    private static Tensor tensor(Argument argument) {
        return Tensor.of(argument.values(), argument.shape().toArray())
                .to(argument.isFloating() ? DType.FLOAT32 : argument.dtype());
    }

    private static Optional<String> difference(Tensor actual, Tensor expected) {
        if (!actual.spec().equals(expected.spec())) {
            return Optional.of(actual.spec() + ", expected " + expected.spec());
        }
        var values = actual.toDoubleArray();
        var wanted = expected.toDoubleArray();
        return IntStream.range(0, values.length)
                .filter(i -> !near(values[i], wanted[i]))
                .mapToObj(i -> "element " + i + " is " + values[i] + ", expected " + wanted[i])
                .findFirst();
    }

    private static boolean near(double actual, double wanted) {
        return Double.isNaN(wanted) || Double.isInfinite(wanted)
                ? Double.compare(actual, wanted) == 0
                : Math.abs(actual - wanted) <= TOLERANCE * Math.max(1, Math.abs(wanted));
    }
}
