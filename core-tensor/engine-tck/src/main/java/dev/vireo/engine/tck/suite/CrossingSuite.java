package dev.vireo.engine.tck.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Engines;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.autograd.Autograd;
import dev.vireo.tensor.engine.Engine;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Moves tensors between an engine and the reference engine: all bits are preserved, and gradients flow back. */
public final class CrossingSuite {
    private static final double[] VALUES = {0, 1, -1, 2, 100, -128, 0.5, -0.0, 1e-6, Double.NaN, 1 / 0.0, -1 / 0.0};
    private static final long[] LONGS = {Long.MIN_VALUE, -1, 0, 1, (1L << 53) + 1, Long.MAX_VALUE};
    private static final int LARGE = 300_001;
    private static final List<UnaryOperator<Tensor>> VIEWS = List.of(
            x -> x,
            x -> x.reshape(3, 4).transpose(0, 1),
            x -> x.reshape(3, 4).slice(1, 1, 4, 2),
            x -> x.slice(0, 1, 2).expand(5),
            x -> x.select(0, 3),
            x -> x.reshape(3, 4).slice(0, 1, 1));

    private final Engine engine;
    private final Engine reference;

    /** Creates the suite for an engine and the reference engine. */
    public CrossingSuite(Engine engine, Engine reference) {
        this.engine = engine;
        this.reference = reference;
    }

    /** Moves every type that the engine supports: dense, strided, with one element, and empty. */
    public Stream<DynamicTest> values() {
        return Arrays.stream(DType.values())
                .filter(dtype -> engine.kernels().gaps().stream()
                        .noneMatch(gap -> gap.operation().isEmpty() && gap.dtype() == dtype))
                .map(dtype -> DynamicTest.dynamicTest(dtype.toString(), () -> {
                    for (var view : VIEWS) {
                        values(dtype, view);
                    }
                    wide(dtype);
                }));
    }

    /** First and second derivatives, in both directions. */
    public Stream<DynamicTest> gradients() {
        return Stream.of(
                DynamicTest.dynamicTest("to the reference", () -> gradients(engine, reference)),
                DynamicTest.dynamicTest("from the reference", () -> gradients(reference, engine)));
    }

    private void values(DType dtype, UnaryOperator<Tensor> view) {
        try (var scope = TensorScope.open()) {
            var origin = on(reference, () -> Tensor.of(VALUES).to(dtype));
            var there = view.apply(origin.to(engine));
            var back = there.to(reference);
            var expected = view.apply(origin);
            assertThat(there.engine()).isSameAs(engine);
            assertThat(there.device()).isEqualTo(engine.devices().get(0));
            assertThat(back.engine()).isSameAs(reference);
            assertThat(back.spec()).isEqualTo(expected.spec());
            assertThat(back.toDoubleArray()).isEqualTo(expected.toDoubleArray());
        }
    }

    /** Tensors larger than one transfer, and integers that a double cannot represent. */
    private void wide(DType dtype) {
        try (var scope = TensorScope.open()) {
            var origin = on(reference, () -> Tensor.arange(LARGE).to(dtype));
            assertThat(origin.to(engine).to(reference).toLongArray()).isEqualTo(origin.toLongArray());
            if (dtype == DType.INT64) {
                assertThat(on(reference, () -> Tensor.of(LONGS)).to(engine).toLongArray())
                        .isEqualTo(LONGS);
            }
        }
    }

    /** Differentiates the sum of sin(x^2), where the other engine computes the sine. */
    private static void gradients(Engine home, Engine other) {
        try (var scope = TensorScope.open()) {
            var x = on(home, () -> Tensor.of(0.5, -1.5).requiresGrad(true));
            var y = x.mul(x).to(other).sin().sum();
            var first = Autograd.gradients(List.of(y), List.of(x), true).get(0);
            var second =
                    Autograd.gradients(List.of(first.sum()), List.of(x), true).get(0);
            assertThat(first.engine()).isSameAs(home);
            assertThat(second.engine()).isSameAs(home);
            for (int i = 0; i < 2; i++) {
                double at = x.toDoubleArray()[i];
                double square = at * at;
                assertThat(first.toDoubleArray()[i]).isEqualTo(2 * at * Math.cos(square), within(1e-12));
                assertThat(second.toDoubleArray()[i])
                        .isEqualTo(2 * Math.cos(square) - 4 * square * Math.sin(square), within(1e-12));
            }
            y.backward();
            assertThat(x.grad()).map(Tensor::engine).contains(home);
        }
    }

    private static Tensor on(Engine engine, Supplier<Tensor> work) {
        return Engines.with(engine, work);
    }
}
