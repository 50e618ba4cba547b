package dev.vireo.engine.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.engine.tck.suite.ErrorSuite;
import dev.vireo.engine.tck.suite.ForwardSuite;
import dev.vireo.engine.tck.suite.GapSuite;
import dev.vireo.engine.tck.suite.GradientSuite;
import dev.vireo.engine.tck.suite.MemorySuite;
import dev.vireo.engine.tck.suite.MetaSuite;
import dev.vireo.engine.tck.suite.RandomSuite;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.DTypeException;
import dev.vireo.tensor.Dims;
import dev.vireo.tensor.Engines;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.engine.Engine;
import dev.vireo.tensor.engine.FusedGradient;
import dev.vireo.tensor.engine.Gap;
import dev.vireo.tensor.engine.Kernel;
import dev.vireo.tensor.engine.KernelTable;
import dev.vireo.tensor.engine.NativeTensor;
import dev.vireo.tensor.op.Conversion;
import dev.vireo.tensor.op.Op;
import dev.vireo.tensor.op.Random.RandomUniform;
import dev.vireo.tensor.op.Reduction;
import dev.vireo.tensor.op.Unary;
import dev.vireo.tensor.op.View;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;

/** The suites detect faulty engines: each fault here fails exactly the test of its operation. */
class BrokenEngineTest {
    private final Engine reference = Engines.named("reference");
    private final CheckedEngine whole = CheckedEngine.of(reference);

    @Test
    void aWrongValueIsDetected() {
        var broken = with(Unary.EXP, (op, in) -> run(Unary.NEG, in));

        assertThat(red(new ForwardSuite(broken, reference).values()))
                .contains("Unary.EXP")
                .doesNotContain("Unary.COS");
        assertThat(red(new ForwardSuite(broken, reference).halves()))
                .contains("Unary.EXP")
                .doesNotContain("Unary.COS");
    }

    @Test
    void aKernelThatIgnoresStridesIsDetected() {
        Kernel<View.Permute> blind =
                (op, in) -> run(new View.Reshape(whole.spec(run(op, in)[0]).shape()), run(new Conversion.Copy(), in));
        var rows = without(View.Permute.class).kernel(View.Permute.class, blind).build();

        assertThat(red(new ForwardSuite(whole.with(rows), reference).layouts())).contains("View.Permute");
    }

    @Test
    void aWrongTypeIsDetected() {
        var broken = with(Unary.EXP, (op, in) -> run(new Conversion.Cast(DType.FLOAT32), run(op, in)));

        assertThat(red(new ForwardSuite(broken, reference).values())).contains("Unary.EXP");
    }

    @Test
    void aWrongGradientIsDetected() {
        var rows = KernelTable.of("broken")
                .all(reference.kernels())
                .gradient(Unary.EXP, new Unchanged(reference))
                .build();
        var suite = new GradientSuite(whole.with(rows), reference);

        assertThat(red(suite.first())).containsExactly("Unary.EXP");
    }

    @Test
    void irreproducibleOrNonuniformDrawsAreDetected() {
        var calls = new AtomicLong();
        Kernel<RandomUniform> forgetful =
                (op, in) -> run(new RandomUniform(op.spec(), op.low(), op.high(), calls.incrementAndGet()), in);
        Kernel<RandomUniform> uneven =
                (op, in) -> run(new RandomUniform(op.spec(), op.low(), (op.low() + op.high()) / 2, op.seed()), in);

        for (var kernel : List.of(forgetful, uneven)) {
            var rows = without(RandomUniform.class)
                    .kernel(RandomUniform.class, kernel)
                    .build();
            assertThat(red(new RandomSuite(whole.with(rows)).draws())).contains("Random.RandomUniform");
        }
    }

    @Test
    void leaksAreDetected() {
        var held = new AtomicLong();
        var broken = with(Unary.EXP, (op, in) -> {
            held.incrementAndGet();
            return run(op, in);
        });

        assertThat(red(new MemorySuite(broken, held::get).everything()))
                .contains("Unary.EXP")
                .doesNotContain("Unary.COS");
    }

    @Test
    void aDeclaredGapIsRefusedAndNotTested() {
        var gap = new Gap(Optional.of(Unary.EXP), DType.FLOAT16, "it has no exponents");
        var broken = with(Unary.EXP, (op, in) -> {
                    if (whole.spec(in[0]).dtype() == DType.FLOAT16) {
                        throw new IllegalStateException("started to work");
                    }
                    return run(op, in);
                })
                .withGaps(List.of(gap));

        assertThat(red(new ForwardSuite(broken, reference).halves())).isEmpty();
        assertThat(red(new GapSuite(broken, reference).refusals())).isEmpty();
        assertThat(red(new GapSuite(broken, reference).works())).isEmpty();
        assertThatThrownBy(() -> Engines.with(
                        broken, () -> Engines.run(Unary.EXP, Tensor.of(1f).to(DType.FLOAT16))))
                .isInstanceOf(DTypeException.class)
                .hasMessage("exp: the engine reference does not take float16, since it has no exponents;"
                        + " cast to another type, or choose another engine");
    }

    @Test
    void aTypeThatAnEngineLacksIsRefusedForNewTensors() {
        var broken =
                whole.withGaps(List.of(new Gap(Optional.empty(), DType.INT64, "it counts no further than 32 bits")));

        assertThatThrownBy(() -> Engines.with(broken, () -> Tensor.of(new long[] {1}, 1)))
                .isInstanceOf(DTypeException.class)
                .hasMessageContaining("of: the engine reference does not take int64");
        assertThatThrownBy(() -> Engines.with(
                        broken, () -> Engines.run(new Reduction.ArgMax(Dims.of(0), false), Tensor.of(1f, 2f))))
                .isInstanceOf(DTypeException.class)
                .hasMessageContaining("argMax: the engine reference does not take int64");
    }

    @Test
    void aDeclaredGapThatWorksIsDetected() {
        var modest = whole.withGaps(List.of(new Gap(Optional.of(Unary.EXP), DType.FLOAT16, "it is modest")));

        assertThat(red(new GapSuite(modest, reference).works())).containsExactly("Unary.EXP in float16");
    }

    @Test
    void theCorrectEnginePasses() {
        assertThat(red(new MetaSuite(whole).specs())).isEmpty();
        assertThat(red(new ErrorSuite(whole).refusals())).isEmpty();
    }

    private CheckedEngine with(Unary op, Kernel<Unary> kernel) {
        return whole.with(without(op).kernel(op, kernel).build());
    }

    private KernelTable.Builder without(Object key) {
        return KernelTable.of("broken").all(reference.kernels().only(each -> each != key));
    }

    @SuppressWarnings("unchecked") // the row's type matches the key
    private <O extends Op> NativeTensor[] run(O op, NativeTensor[] in) {
        var kernel = (Kernel<O>) reference.kernels().forward().require(op.key());
        return kernel.run(op, in);
    }

    /** Returns the operations whose test fails. */
    private static Stream<String> red(Stream<DynamicTest> tests) {
        return tests.filter(test -> {
                    try {
                        test.getExecutable().execute();
                        return false;
                    } catch (Throwable e) {
                        return true;
                    }
                })
                .map(DynamicTest::getDisplayName);
    }

    /** Returns the result's gradient unchanged, which is wrong for exp. */
    private record Unchanged(Engine engine) implements FusedGradient<Unary> {
        @Override
        public Saved saved() {
            return Saved.NOTHING;
        }

        @Override
        @SuppressWarnings("unchecked")
        public NativeTensor[] forward(Unary op, NativeTensor[] inputs) {
            return ((Kernel<Unary>) engine.kernels().forward().require(op)).run(op, inputs);
        }

        @Override
        public NativeTensor[] backward(Unary op, Tape tape, boolean[] needed) {
            return new NativeTensor[] {tape.gradient(0)};
        }
    }
}
