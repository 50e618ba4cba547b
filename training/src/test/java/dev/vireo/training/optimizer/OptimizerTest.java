package dev.vireo.training.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.VireoException;
import dev.vireo.tensor.autograd.Autograd;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class OptimizerTest {
    @Test
    void adamWFollowsItsFormula() {
        try (var scope = TensorScope.open()) {
            var x = Tensor.of(1f).requiresGrad(true);
            try (var optimizer = AdamW.of(0.1).weightDecay(0.01).over(List.of(x))) {
                double expected = 1;
                double m = 0;
                double v = 0;
                for (int step = 1; step <= 5; step++) {
                    double g = 2 * expected;
                    m = 0.9 * m + 0.1 * g;
                    v = 0.999 * v + 0.001 * g * g;
                    expected -= 0.1 * 0.01 * expected;
                    double corrected = Math.sqrt(v / (1 - Math.pow(0.999, step))) + 1e-8;
                    expected -= 0.1 * m / (1 - Math.pow(0.9, step)) / corrected;
                    minimize(x, optimizer);
                    assertThat(x.item()).isCloseTo(expected, within(1e-5));
                }
            }
        }
    }

    @Test
    void sgdFollowsItsFormula() {
        try (var scope = TensorScope.open()) {
            var x = Tensor.of(1f).requiresGrad(true);
            try (var optimizer = SGD.of(0.1).momentum(0.9).weightDecay(0.01).over(List.of(x))) {
                double expected = 1;
                double buffer = 0;
                for (int step = 1; step <= 5; step++) {
                    buffer = 0.9 * buffer + 2 * expected + 0.01 * expected;
                    expected -= 0.1 * buffer;
                    minimize(x, optimizer);
                    assertThat(x.item()).isCloseTo(expected, within(1e-5));
                }
            }
        }
    }

    /** {@code torch.optim.SGD(nesterov=True)}: the gradient plus momentum times the buffer, which begins as the gradient. */
    @Test
    void nesterovFollowsItsFormula() {
        try (var scope = TensorScope.open()) {
            var x = Tensor.of(1f).requiresGrad(true);
            try (var optimizer = SGD.of(0.1).nesterovMomentum(0.9).over(List.of(x))) {
                double expected = 1;
                double buffer = 0;
                for (int step = 1; step <= 5; step++) {
                    double g = 2 * expected;
                    buffer = step == 1 ? g : 0.9 * buffer + g;
                    expected -= 0.1 * (g + 0.9 * buffer);
                    minimize(x, optimizer);
                    assertThat(x.item()).isCloseTo(expected, within(1e-5));
                }
            }
        }
    }

    @Test
    void groupsHaveTheirOwnSettings() {
        try (var scope = TensorScope.open()) {
            var plain = Tensor.of(1f).requiresGrad(true);
            var slow = Tensor.of(1f).requiresGrad(true);
            var free = Tensor.of(1f).requiresGrad(true);
            try (var optimizer = SGD.of(0.1)
                    .weightDecay(0.5)
                    .over(
                            ParameterGroup.of(List.of(plain)),
                            ParameterGroup.of(List.of(slow)).learningRateFactor(0.1),
                            ParameterGroup.of(List.of(free)).weightDecayFactor(0))) {
                plain.add(slow).add(free).sum().backward(); // each gradient is 1
                optimizer.step();
                assertThat(plain.item()).isCloseTo(1 - 0.1 * 1.5, within(1e-6));
                assertThat(slow.item()).isCloseTo(1 - 0.01 * 1.5, within(1e-6));
                assertThat(free.item()).isCloseTo(1 - 0.1, within(1e-6));
            }
        }
    }

    /**
     * The size of a parameter's first Adam step is the learning rate, no matter in which step of the optimizer it
     * happens.
     */
    @Test
    void eachParameterCountsItsOwnSteps() {
        try (var scope = TensorScope.open()) {
            var early = Tensor.of(1f).requiresGrad(true);
            var late = Tensor.of(1f).requiresGrad(true);
            try (var optimizer = AdamW.of(0.1).weightDecay(0).over(List.of(early, late))) {
                for (int step = 0; step < 10; step++) {
                    minimize(early, optimizer);
                }
                assertThat(late.item()).isEqualTo(1);
                early.square().add(late.square()).sum().backward();
                optimizer.step();
                assertThat(late.item()).isCloseTo(0.9, within(1e-5));
            }
        }
    }

    @Test
    void aLoadedStateContinuesLikeTheSavedOne() {
        try (var scope = TensorScope.open()) {
            var x = Tensor.of(1f, 2f).requiresGrad(true);
            var y = Tensor.of(1f, 2f).requiresGrad(true);
            try (var first = AdamW.of(0.1).over(List.of(x));
                    var second = AdamW.of(0.1).over(List.of(y))) {
                minimize(x, first);
                minimize(x, first);
                var state = first.stateDict(Map.of("x", x));
                assertThat(state).containsOnlyKeys("x.step", "x.exp_avg", "x.exp_avg_sq");
                try (var off = Autograd.noGrad()) {
                    y.assign(x);
                }
                second.loadStateDict(Map.of("x", y), state);
                minimize(x, first);
                minimize(y, second);
                assertThat(y.toFloatArray()).containsExactly(x.toFloatArray());
                assertThatThrownBy(() -> second.loadStateDict(Map.of("z", y), state))
                        .isInstanceOf(VireoException.class)
                        .hasMessageContaining("belongs to no parameter");
                assertThatThrownBy(() -> second.loadStateDict(Map.of("x", Tensor.ones(3)), state))
                        .isInstanceOf(VireoException.class)
                        .hasMessageContaining("[3]");
            }
        }
    }

    /** As {@code torch.nn.utils.clip_grad_norm_} does. Gradients of norm 3 and 4 have a global norm of 5. */
    @Test
    void clipsByTheGlobalNorm() {
        try (var scope = TensorScope.open()) {
            var x = Tensor.of(0f).requiresGrad(true);
            var y = Tensor.of(0f).requiresGrad(true);
            var still = Tensor.of(0f).requiresGrad(true);
            x.mul(3).add(y.mul(4)).sum().backward();
            assertThat(GradientNorm.of(List.of(x, y, still))).isCloseTo(5, within(1e-5));
            GradientNorm.clip(List.of(x, y, still), 10);
            assertThat(x.grad().orElseThrow().item()).isEqualTo(3);
            GradientNorm.clip(List.of(x, y, still), 1);
            assertThat(x.grad().orElseThrow().item()).isCloseTo(0.6, within(1e-5));
            assertThat(y.grad().orElseThrow().item()).isCloseTo(0.8, within(1e-5));
            assertThat(GradientNorm.of(List.of(still))).isZero();
        }
    }

    /** Squares of these gradients overflow or underflow in their type. */
    @ParameterizedTest
    @CsvSource({
        "FLOAT32, 3e30, 4e30, 5e30",
        "FLOAT32, 2.4e38, 3.2e38, 4e38",
        "FLOAT32, 3e-30, 4e-30, 5e-30",
        "FLOAT64, 3e200, 4e200, 5e200",
        "FLOAT64, 3e-200, 4e-200, 5e-200",
        "FLOAT16, 30000, 40000, 50000",
        "BFLOAT16, 3e30, 4e30, 5e30"
    })
    void clipsGradientsOfAnyMagnitude(DType dtype, double first, double second, double norm) {
        try (var scope = TensorScope.open()) {
            var x = Tensor.scalar(0, dtype).requiresGrad(true);
            var y = Tensor.scalar(0, dtype).requiresGrad(true);
            x.backward(Tensor.scalar(first, dtype));
            y.backward(Tensor.scalar(second, dtype));
            double found = GradientNorm.of(List.of(x, y));
            assertThat(found / norm).isCloseTo(1, within(dtype.isHalf() ? 4e-3 : 1e-6));
            double max = Math.min(1, norm * 1e-3);
            GradientNorm.clip(List.of(x, y), max);
            if (norm > 1) {
                double tolerance = dtype.isHalf() ? 4e-3 : 1e-6;
                assertThat(x.grad().orElseThrow().item() / max).isCloseTo(0.6, within(tolerance));
                assertThat(y.grad().orElseThrow().item() / max).isCloseTo(0.8, within(tolerance));
            }
        }
    }

    /** The sum of the squares, 9e8 each, overflows float16. */
    @Test
    void clipsManyLargeHalfGradients() {
        try (var scope = TensorScope.open()) {
            var x = Tensor.zeros(new TensorSpec(Shape.of(100), DType.FLOAT16, Device.CPU))
                    .requiresGrad(true);
            x.mul(30_000).sum().backward();
            assertThat(GradientNorm.of(List.of(x))).isCloseTo(300_000, within(100.0));
            GradientNorm.clip(List.of(x), 1);
            for (float value : x.grad().orElseThrow().toFloatArray()) {
                assertThat(value).isCloseTo(0.1f, within(1e-4f));
            }
        }
    }

    @Test
    void aNaNGradientMakesAllClippedGradientsNaN() {
        try (var scope = TensorScope.open()) {
            var x = Tensor.of(0f, 0f).requiresGrad(true);
            var y = Tensor.of(0f).requiresGrad(true);
            x.mul(Tensor.of(1f, Float.NaN)).sum().backward();
            y.mul(2).sum().backward();
            assertThat(GradientNorm.of(List.of(x, y))).isNaN();
            GradientNorm.clip(List.of(x, y), 1);
            assertThat(x.grad().orElseThrow().toFloatArray()).containsOnly(Float.NaN);
            assertThat(y.grad().orElseThrow().item()).isNaN();
            x.clearGrad();
            x.mul(Float.POSITIVE_INFINITY).sum().backward();
            assertThat(GradientNorm.of(List.of(x))).isInfinite();
        }
    }

    /**
     * In float16 the squares of these gradients would be 0. With float32 moments, three steps of Adam move by three
     * times the learning rate.
     */
    @ParameterizedTest
    @EnumSource(names = {"FLOAT16", "BFLOAT16"})
    void momentsOfHalfParametersAreFloat32(DType dtype) {
        try (var scope = TensorScope.open()) {
            var x = Tensor.scalar(1, dtype).requiresGrad(true);
            try (var adam = AdamW.of(0.1).weightDecay(0).over(List.of(x))) {
                for (int step = 0; step < 3; step++) {
                    x.backward(Tensor.scalar(1e-4, dtype));
                    adam.step();
                }
                double threeRoundings = dtype == DType.FLOAT16 ? 3 * 0x1p-12 : 3 * 0x1p-9;
                assertThat(x.item()).isCloseTo(0.7, within(threeRoundings));
                assertThat(adam.stateDict(Map.of("x", x)).get("x.exp_avg_sq").dtype())
                        .isEqualTo(DType.FLOAT32);
            }
        }
    }

    /** Earlier versions kept moments in the parameter's type. */
    @Test
    void loadsHalfMoments() {
        try (var scope = TensorScope.open()) {
            var x = Tensor.scalar(1, DType.FLOAT16).requiresGrad(true);
            try (var adam = AdamW.of(0.1).over(List.of(x))) {
                adam.loadStateDict(
                        Map.of("x", x),
                        Map.of(
                                "x.step", Tensor.of(4L),
                                "x.exp_avg", Tensor.scalar(0.5, DType.FLOAT16),
                                "x.exp_avg_sq", Tensor.scalar(0.25, DType.FLOAT16)));
                var state = adam.stateDict(Map.of("x", x));
                assertThat(state.get("x.exp_avg").dtype()).isEqualTo(DType.FLOAT32);
                assertThat(state.get("x.exp_avg").item()).isEqualTo(0.5);
                assertThat(state.get("x.step").item()).isEqualTo(4);
            }
        }
    }

    @Test
    void impossibleSettingsAreRefused() {
        assertThatThrownBy(() -> AdamW.of(-1)).hasMessageContaining("learning rate is -1.0");
        assertThatThrownBy(() -> AdamW.of(1).betas(0.9, 1)).hasMessageContaining("beta2 is 1.0");
        assertThatThrownBy(() -> SGD.of(1).weightDecay(Double.NaN)).hasMessageContaining("weight decay is NaN");
        assertThatThrownBy(() -> SGD.of(1).nesterovMomentum(0)).hasMessageContaining("momentum above 0");
        try (var scope = TensorScope.open()) {
            var x = Tensor.of(1f).requiresGrad(true);
            assertThatThrownBy(() -> AdamW.of(1).over(List.of(x, x))).hasMessageContaining("twice");
        }
    }

    /** Minimizes x^2 by one step, and frees the gradient. */
    private static void minimize(Tensor x, Optimizer optimizer) {
        x.square().sum().backward();
        optimizer.step();
        assertThat(x.grad()).isEmpty();
    }
}
