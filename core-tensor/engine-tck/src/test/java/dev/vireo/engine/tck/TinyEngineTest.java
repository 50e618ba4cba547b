package dev.vireo.engine.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.DTypeException;
import dev.vireo.tensor.EngineException;
import dev.vireo.tensor.Engines;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.autograd.Autograd;
import dev.vireo.tensor.engine.Engine;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** An engine written by following docs/engines.md computes, and refuses unsupported calls in one line. */
class TinyEngineTest {
    private final Engine tiny = new TinyEngine();

    @Test
    void operationsWithoutKernelsDecomposeAndHaveDerivatives() {
        run(() -> {
            var x = Tensor.of(0.5, -2).requiresGrad(true);
            var y = x.sub(Tensor.of(new double[] {1}, 1)).square().mul(3).sin();
            var ones = Tensor.of(1.0, 1);
            var first = Autograd.gradients(List.of(y), List.of(ones), List.of(x), true)
                    .get(0)
                    .orElseThrow();
            for (int i = 0; i < 2; i++) {
                double away = x.toDoubleArray()[i] - 1;
                assertThat(y.toDoubleArray()[i]).isEqualTo(Math.sin(3 * away * away), within(1e-12));
                assertThat(first.toDoubleArray()[i]).isEqualTo(6 * away * Math.cos(3 * away * away), within(1e-12));
            }
            return y;
        });
    }

    @Test
    void viewsShareMemoryInAnyLayout() {
        run(() -> {
            var x = Tensor.of(new double[] {1, 2, 3, 4, 5, 6}, 2, 3);
            var view = x.transpose(0, 1).slice(0, 0, 3, 2);
            assertThat(view.toDoubleArray()).containsExactly(1, 4, 3, 6);
            assertThat(view.reshape(4).neg().toDoubleArray()).containsExactly(-1, -4, -3, -6);
            return view;
        });
    }

    @Test
    void tensorsMoveFromTheReferenceEngineAndBack() {
        try (var scope = TensorScope.open()) {
            var x = Engines.with(Engines.named("reference"), () -> Tensor.of(1.0, 2));
            assertThat(x.to(tiny).add(x.to(tiny)).to(x.engine()).toDoubleArray())
                    .containsExactly(2, 4);
        }
    }

    @Test
    void aTypeThatItLacksIsRefused() {
        assertThatThrownBy(() -> run(() -> Tensor.of(1f)))
                .isInstanceOf(DTypeException.class)
                .hasMessage(
                        "of: the engine tiny does not take float32, since its arrays are of doubles; cast to another"
                                + " type, or choose another engine");
        assertThatThrownBy(() -> run(() -> Tensor.of(1.0).to(DType.INT64))).isInstanceOf(DTypeException.class);
    }

    @Test
    void aPrimitiveThatItLacksIsRefused() {
        assertThatThrownBy(() -> run(() -> Tensor.of(1.0).exp()))
                .isInstanceOf(EngineException.class)
                .hasMessage("exp: the engine tiny has no kernel for it, and it is a primitive that does not decompose;"
                        + " every engine needs one");
    }

    private Tensor run(Supplier<Tensor> work) {
        return Engines.with(tiny, () -> {
            try (var scope = TensorScope.open()) {
                return work.get();
            }
        });
    }
}
