package dev.vireo.training.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import java.util.List;
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
            try (var optimizer = Sgd.of(0.1).momentum(0.9).weightDecay(0.01).over(List.of(x))) {
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

    /** One step down x^2; frees the gradient. */
    private static void minimize(Tensor x, Optimizer optimizer) {
        x.square().sum().backward();
        optimizer.step();
        assertThat(x.grad()).isEmpty();
    }
}
