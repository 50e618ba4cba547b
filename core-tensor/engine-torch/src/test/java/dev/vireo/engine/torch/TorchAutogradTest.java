package dev.vireo.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.engine.tck.CheckedEngine;
import dev.vireo.engine.tck.sample.Argument;
import dev.vireo.engine.tck.sample.OpSample;
import dev.vireo.engine.tck.sample.OpSamples;
import dev.vireo.tensor.Engines;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.autograd.Autograd;
import dev.vireo.tensor.engine.Engine;
import dev.vireo.tensor.op.OpKeys;
import dev.vireo.tensor.op.Quantize;
import dev.vireo.tensor.op.Unary;
import dev.vireo.tensor.op.Update;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Compares Vireo's gradients with those of libtorch's own autograd, also at kinks and ties, where both follow the same
 * conventions.
 */
class TorchAutogradTest {
    private static final double TOLERANCE = 1e-9;

    /**
     * Operations that libtorch itself computes less precisely: it rounds the factor 1/6 of hard sigmoid to float32, and
     * quantizes only with float32 scales.
     */
    private static final Set<Object> COARSE = Set.of(Unary.HARD_SIGMOID, Quantize.FakeQuantize.class);

    private final Engine engine = Engines.named("torch");

    @TestFactory
    Stream<DynamicTest> gradientsAreLibtorchs() {
        return tests(engine);
    }

    @TestFactory
    Stream<DynamicTest> gradientsOfRulesAreLibtorchs() {
        return tests(CheckedEngine.of(engine).withoutFusedGradients());
    }

    @Test
    void mostOperationsAreCompared() {
        assertThat(tests(engine)).hasSizeGreaterThan(100);
    }

    private static Stream<DynamicTest> tests(Engine engine) {
        return OpKeys.all().stream().flatMap(key -> {
            var samples = OpSamples.table().require(key).stream()
                    .filter(TorchAutogradTest::isComparable)
                    .toList();
            return samples.isEmpty()
                    ? Stream.empty()
                    : Stream.of(DynamicTest.dynamicTest(
                            OpKeys.name(key), () -> samples.forEach(sample -> compare(engine, sample))));
        });
    }

    private static boolean isComparable(OpSample sample) {
        return sample.isFloating()
                && !(sample.op() instanceof Update)
                && !COARSE.contains(sample.op().key())
                && sample.inputs().stream()
                        .flatMapToDouble(each -> Arrays.stream(each.values()))
                        .allMatch(Double::isFinite)
                && LibtorchAutograd.differentiates(sample);
    }

    private static void compare(Engine engine, OpSample sample) {
        var expected = LibtorchAutograd.gradients(sample, TorchAutogradTest::weights);
        var actual = gradients(engine, sample);
        for (int i = 0; i < expected.size(); i++) {
            close(sample + ", gradient " + i, actual.get(i), expected.get(i));
        }
    }

    private static void close(String what, double[] actual, double[] expected) {
        for (int i = 0; i < expected.length; i++) {
            assertThat(Double.compare(actual[i], expected[i]) == 0
                            || Math.abs(actual[i] - expected[i]) <= TOLERANCE * Math.max(1, Math.abs(expected[i])))
                    .as("%s, element %d is %s, libtorch's %s", what, i, actual[i], expected[i])
                    .isTrue();
        }
    }

    private static List<double[]> gradients(Engine engine, OpSample sample) {
        return Engines.with(engine, () -> {
            try (var scope = TensorScope.open()) {
                var leaves =
                        sample.inputs().stream().map(TorchAutogradTest::leaf).toArray(Tensor[]::new);
                var outputs = Arrays.stream(Engines.run(sample.op(), leaves))
                        .filter(Tensor::requiresGrad)
                        .toList();
                var gradients =
                        outputs.stream().map(TorchAutogradTest::gradient).toList();
                var wanted = Arrays.stream(leaves).filter(Tensor::requiresGrad).toList();
                var found = Autograd.gradients(outputs, gradients, wanted, false);
                return IntStream.range(0, wanted.size())
                        .mapToObj(i -> found.get(i)
                                .map(Tensor::toDoubleArray)
                                .orElseGet(() ->
                                        new double[(int) wanted.get(i).shape().elements()]))
                        .toList();
            }
        });
    }

    private static Tensor leaf(Argument argument) {
        var exact = Tensor.of(argument.values(), argument.shape().toArray());
        return argument.isFloating() ? exact.requiresGrad(true) : exact.to(argument.dtype());
    }

    private static Tensor gradient(Tensor output) {
        var shape = output.shape();
        return Tensor.of(weights(shape.elements()), shape.toArray()).to(output.dtype());
    }

    private static double[] weights(long elements) {
        return new Random(5).doubles(elements, -1.5, 1.5).toArray();
    }
}
