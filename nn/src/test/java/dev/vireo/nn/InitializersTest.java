package dev.vireo.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vireo.nn.init.Fan;
import dev.vireo.nn.init.Gain;
import dev.vireo.nn.init.Initializers;
import dev.vireo.tensor.Dims;
import dev.vireo.tensor.Generator;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class InitializersTest extends InScope {
    /** The fan in is 25 * 9, the fan out 50 * 9. */
    private static final Shape WEIGHT = Shape.of(50, 25, 3, 3);

    @BeforeEach
    void draw() {
        Generator.seeded(3).use();
    }

    @Test
    void fansIncludeTheKernelSize() {
        assertThat(Fan.of(WEIGHT)).isEqualTo(new Fan(25 * 9, 50 * 9));
        assertThatThrownBy(() -> Fan.of(Shape.of(3)))
                .hasMessage("fan: the weight [3] has 1 dimensions; expected at least 2, [out, in, ...]");
    }

    @Test
    void uniformInitializersStayInTheirBounds() {
        isUniform(Initializers.xavierUniform(WEIGHT, Gain.TANH), 5.0 / 3 * Math.sqrt(6.0 / (75 * 9)));
        isUniform(Initializers.kaimingUniform(WEIGHT), Math.sqrt(6.0 / (25 * 9)));
        isUniform(Initializers.kaimingUniform(WEIGHT, Fan.Mode.OUT, Gain.leakyRelu(1)), Math.sqrt(3.0 / (50 * 9)));
        isUniform(Initializers.fanIn(WEIGHT, 225), 1.0 / 15);
        var shifted = Initializers.uniform(WEIGHT, 2, 4);
        isUniform(shifted.sub(3), 1);
    }

    @Test
    void normalInitializersHaveTheExpectedDeviation() {
        isNormal(Initializers.xavierNormal(WEIGHT), 0, Math.sqrt(2.0 / (75 * 9)));
        isNormal(Initializers.kaimingNormal(WEIGHT), 0, Math.sqrt(2.0 / (25 * 9)));
        isNormal(Initializers.kaimingNormal(WEIGHT, Fan.Mode.OUT, Gain.SELU), 0, 0.75 / Math.sqrt(50 * 9));
        isNormal(Initializers.normal(WEIGHT, 5, 0.5), 5, 0.5);
    }

    /** A normal distribution truncated at two standard deviations has 0.8796 of the original standard deviation. */
    @Test
    void truncatedNormalStaysInItsRange() {
        var values = Initializers.truncatedNormal(WEIGHT, 0.02);
        assertThat(values.abs().amax().item()).isLessThanOrEqualTo(0.04);
        isNormal(values, 0, 0.02 * 0.8796);
        assertThatThrownBy(() -> Initializers.truncatedNormal(WEIGHT, 0, 1, 9, 10))
                .hasMessageContaining("[9.0, 10.0] contains almost nothing");
    }

    @Test
    void orthogonalInitializersHaveOrthonormalRowsOrColumns() {
        var wide = Initializers.orthogonal(Shape.of(6, 2, 2, 2), 2).reshape(6, 8);
        isIdentity(wide.matmul(wide.transpose(0, 1)).div(4), 6);
        var tall = Initializers.orthogonal(Shape.of(40, 30));
        isIdentity(tall.transpose(0, 1).matmul(tall), 30);
    }

    @Test
    void constantInitializersFillWithOneValue() {
        assertThat(Initializers.zeros(Shape.of(2)).toFloatArray()).containsExactly(0, 0);
        assertThat(Initializers.ones(Shape.of(2)).toFloatArray()).containsExactly(1, 1);
        assertThat(Initializers.constant(Shape.of(2), 0.5).toFloatArray()).containsExactly(.5f, .5f);
    }

    @Test
    void initializeWritesIntoAParameter() {
        try (var layer = new Linear(4, 4)) {
            var weight = layer.namedParameters().get("weight");
            Initializers.initialize(weight, Initializers::orthogonal);
            isIdentity(weight.detach().matmul(weight.detach().transpose(0, 1)), 4);
            assertThat(weight.requiresGrad()).isTrue();
        }
    }

    /**
     * Checks that all values are within the bound, that the largest is near it, and that the standard deviation is that
     * of a uniform distribution.
     */
    static void isUniform(Tensor values, double bound) {
        try (var scope = TensorScope.open()) {
            var all = values.detach().flatten(0);
            assertThat(all.abs().amax().item())
                    .isLessThanOrEqualTo(bound * 1.0001)
                    .isGreaterThan(0.8 * bound);
            assertThat(Math.sqrt(all.var(Dims.of(0), 1, false).item()))
                    .isCloseTo(bound / Math.sqrt(3), within(bound * 0.2));
        }
    }

    private static void isNormal(Tensor values, double mean, double deviation) {
        var all = values.flatten(0);
        assertThat(all.mean().item()).isCloseTo(mean, within(deviation * 0.05));
        assertThat(Math.sqrt(all.var(Dims.of(0), 1, false).item())).isCloseTo(deviation, within(deviation * 0.03));
    }

    private static void isIdentity(Tensor matrix, int size) {
        var eye = Tensor.ones(size, size).tril(0).triu(0);
        assertThat(matrix.sub(eye).abs().amax().item()).isLessThan(1e-5);
    }
}
