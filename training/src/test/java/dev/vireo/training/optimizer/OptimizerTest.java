package dev.vireo.training.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.VireoException;
import dev.vireo.tensor.autograd.Autograd;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

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
    void nesterovLooksAhead() {
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
    void groupsHaveSettingsOfTheirOwn() {
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

    /** The first step of Adam is the learning rate in the gradient's direction, whenever a parameter has it. */
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
    void aLoadedStateGoesOnAsTheSavedOneWould() {
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

    /** As {@code torch.nn.utils.clip_grad_norm_} does: 3 and 4 are a norm of 5. */
    @Test
    void clipsByTheNormOfAllGradientsTogether() {
        try (var scope = TensorScope.open()) {
            var x = Tensor.of(0f).requiresGrad(true);
            var y = Tensor.of(0f).requiresGrad(true);
            var still = Tensor.of(0f).requiresGrad(true);
            x.mul(3).add(y.mul(4)).sum().backward();
            assertThat(GradientNorm.clip(List.of(x, y, still), 10)).isCloseTo(5, within(1e-5));
            assertThat(x.grad().orElseThrow().item()).isEqualTo(3);
            assertThat(GradientNorm.clip(List.of(x, y, still), 1)).isCloseTo(5, within(1e-5));
            assertThat(x.grad().orElseThrow().item()).isCloseTo(0.6, within(1e-5));
            assertThat(y.grad().orElseThrow().item()).isCloseTo(0.8, within(1e-5));
            assertThat(GradientNorm.of(List.of(still))).isZero();
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

    /** One step down x^2; frees the gradient. */
    private static void minimize(Tensor x, Optimizer optimizer) {
        x.square().sum().backward();
        optimizer.step();
        assertThat(x.grad()).isEmpty();
    }
}
