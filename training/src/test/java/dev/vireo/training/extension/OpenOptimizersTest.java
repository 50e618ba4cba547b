package dev.vireo.training.extension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vireo.nn.Linear;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.Generator;
import dev.vireo.tensor.Memory;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.training.optimizer.Optimizer;
import dev.vireo.training.optimizer.ParameterGroup;
import dev.vireo.training.optimizer.ParameterStep;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Optimizers that a user could write. The expected values are computed from the published formulas in double. */
final class OpenOptimizersTest {
    private static final int ROWS = 3;
    private static final int COLUMNS = 4;

    private final Generator generator = Generator.seeded(7);

    @Test
    void lionFollowsItsFormula() {
        try (var scope = TensorScope.open()) {
            var weight = draw(12);
            var x = parameter(weight, 12);
            var average = new double[12];
            try (var lion = Lion.Settings.of(0.01).weightDecay(0.1).over(List.of(x))) {
                for (int step = 0; step < 6; step++) {
                    var g = draw(12);
                    for (int i = 0; i < 12; i++) {
                        double direction = Math.signum(0.9 * average[i] + 0.1 * g[i]);
                        weight[i] -= 0.01 * (direction + 0.1 * weight[i]);
                        average[i] = 0.99 * average[i] + 0.01 * g[i];
                    }
                    step(lion, x, g);
                    assertClose(x, weight);
                }
            }
        }
    }

    @Test
    void adafactorFollowsItsFormula() {
        try (var scope = TensorScope.open()) {
            var weight = draw(ROWS * COLUMNS);
            var x = parameter(weight, ROWS, COLUMNS);
            var rows = new double[ROWS];
            var columns = new double[COLUMNS];
            try (var adafactor = new Adafactor.Settings(0.05).over(List.of(x))) {
                for (int step = 1; step <= 6; step++) {
                    var g = draw(ROWS * COLUMNS);
                    adafactor(weight, g, rows, columns, step);
                    step(adafactor, x, g);
                    assertClose(x, weight);
                }
                var state = adafactor.stateDict(Map.of("x", x));
                assertThat(state).containsOnlyKeys("x.step", "x.rows", "x.columns");
                assertThat(state.get("x.rows").shape().toArray()).containsExactly(ROWS);
            }
        }
    }

    /** The paper's algorithm 4, with sums. */
    private static void adafactor(double[] weight, double[] g, double[] rows, double[] columns, int step) {
        double beta = 1 - Math.pow(step, -0.8);
        for (int i = 0; i < ROWS; i++) {
            rows[i] *= beta;
            for (int j = 0; j < COLUMNS; j++) {
                rows[i] += (1 - beta) * (square(g[i * COLUMNS + j]) + 1e-30);
            }
        }
        double sum = 0;
        for (double row : rows) {
            sum += row;
        }
        var update = new double[g.length];
        for (int j = 0; j < COLUMNS; j++) {
            columns[j] *= beta;
            for (int i = 0; i < ROWS; i++) {
                columns[j] += (1 - beta) * (square(g[i * COLUMNS + j]) + 1e-30);
            }
            for (int i = 0; i < ROWS; i++) {
                update[i * COLUMNS + j] = g[i * COLUMNS + j] / Math.sqrt(rows[i] * columns[j] / sum);
            }
        }
        double rate = Math.max(1e-3, rootMeanSquare(weight)) * Math.min(0.05, 1 / Math.sqrt(step));
        double largest = Math.max(1, rootMeanSquare(update));
        for (int i = 0; i < weight.length; i++) {
            weight[i] -= rate * update[i] / largest;
        }
    }

    @Test
    void aSavedStateOfAnyShapeIsRestored() {
        try (var scope = TensorScope.open()) {
            var weight = draw(12);
            var x = parameter(weight, 3, 4);
            var y = parameter(weight, 3, 4);
            try (var first = new Adafactor.Settings(0.05).over(List.of(x));
                    var second = new Adafactor.Settings(0.05).over(List.of(y))) {
                var g = draw(12);
                step(first, x, g);
                step(second, y, g);
                var saved = first.stateful("optimizer", Map.of("w", x)).state();
                second.close();
                second.stateful("optimizer", Map.of("w", y)).prepare(saved).run();
                g = draw(12);
                step(first, x, g);
                step(second, y, g);
                assertThat(y.toFloatArray()).isEqualTo(x.toFloatArray());
                assertThatThrownBy(() -> second.stateful("optimizer", Map.of("w", parameter(draw(12), 4, 3)))
                                .prepare(saved))
                        .hasMessageContaining("'w.")
                        .hasMessageContaining("expected float32");
            }
        }
    }

    @Test
    void groupsSetLearningRateAndWeightDecay() {
        try (var scope = TensorScope.open()) {
            var plain = parameter(new double[] {1}, 1);
            var other = parameter(new double[] {1}, 1);
            var settings = Lion.Settings.of(0.1).weightDecay(0.5);
            try (var lion = settings.over(
                    ParameterGroup.of(List.of(plain)),
                    ParameterGroup.of(List.of(other)).learningRateFactor(0.1).weightDecayFactor(0))) {
                plain.add(other).sum().backward();
                lion.step();
                assertThat(plain.item()).isCloseTo(1 - 0.1 * 0.5 - 0.1, within(1e-6));
                assertThat(other.item()).isCloseTo(1 - 0.01, within(1e-6));
            }
        }
    }

    /** In bfloat16, whose spacing at 1 is 1 / 128, averages of gradients of 1e-4 would be rounded away. */
    @Test
    void stateOfHalfParametersIsFloat32() {
        try (var scope = TensorScope.open()) {
            var x = Tensor.scalar(1, DType.BFLOAT16).requiresGrad(true);
            try (var lion = Lion.Settings.of(0.25).over(List.of(x))) {
                for (int step = 0; step < 3; step++) {
                    x.backward(Tensor.scalar(1e-4, DType.BFLOAT16));
                    lion.step();
                }
                assertThat(x.item()).isEqualTo(0.25);
                var average = lion.stateDict(Map.of("x", x)).get("x.exp_avg");
                assertThat(average.dtype()).isEqualTo(DType.FLOAT32);
                assertThat(average.item()).isCloseTo(1e-4 * (1 - Math.pow(0.99, 3)), within(1e-8));
            }
        }
    }

    @Test
    void worksOnMetaAndLeaksNothing() {
        long before = Memory.of(Device.CPU).tensors();
        try (var scope = TensorScope.open()) {
            var net = new Linear(4, 3).to(Device.META, DType.FLOAT32);
            try (var adafactor = new Adafactor.Settings(0.05).over(net.parameters())) {
                net.call(Tensor.ones(2, 4).to(Device.META)).sum().backward();
                adafactor.step();
            }
            net.close();
            var x = parameter(draw(12), 3, 4);
            try (var adafactor = new Adafactor.Settings(0.05).over(List.of(x))) {
                step(adafactor, x, draw(12));
            }
        }
        assertThat(Memory.of(Device.CPU).tensors()).isLessThan(before + 20); // fills the thread's cache of scalars
    }

    @Test
    void anUndeclaredStateIsNamed() {
        try (var scope = TensorScope.open()) {
            var x = parameter(new double[] {1}, 1);
            try (var wrong = new Wrong(ParameterGroup.of(List.of(x)))) {
                x.sum().backward();
                assertThatThrownBy(wrong::step).hasMessageContaining("'velocity'");
            }
        }
    }

    /** An optimizer that reads a state which it does not declare. */
    private static final class Wrong extends Optimizer {
        Wrong(ParameterGroup... groups) {
            super(Lion.Settings.of(0.1), groups);
        }

        @Override
        protected Map<String, TensorSpec> state(TensorSpec parameter) {
            return Map.of();
        }

        @Override
        protected void update(ParameterStep step) {
            step.parameter().assignAdd(step.state("velocity"), 1);
        }
    }

    private static Tensor parameter(double[] values, long... shape) {
        return Tensor.of(floats(values), shape).requiresGrad(true);
    }

    private static void step(Optimizer optimizer, Tensor x, double[] gradient) {
        x.backward(Tensor.of(floats(gradient), x.shape().toArray()));
        optimizer.step();
        assertThat(x.grad()).isEmpty();
    }

    private static void assertClose(Tensor x, double[] expected) {
        assertThat(x.toFloatArray()).containsExactly(floats(expected), within(2e-6f));
    }

    private static float[] floats(double[] values) {
        var floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    private static double rootMeanSquare(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += square(value);
        }
        return Math.sqrt(sum / values.length);
    }

    private static double square(double x) {
        return x * x;
    }

    private double[] draw(int count) {
        var values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) generator.nextGaussian();
        }
        return values;
    }
}
