package dev.vireo.engine.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.op.Random.RandomUniform;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Tests the creation of tensors. */
class ReferenceCreationTest extends OnReference {
    @Test
    void fillsInTheRequestedType() {
        assertThat(Tensor.full(spec(2, DType.INT8), 300.5).toLongArray()).containsExactly(44, 44);
        assertThat(Tensor.full(spec(2, DType.BOOL), 0.5).toBooleanArray()).containsExactly(true, true);
        assertThat(Tensor.full(spec(0, DType.FLOAT32), 1).toDoubleArray()).isEmpty();
    }

    @Test
    void arangeDoesNotAccumulateErrors() {
        assertThat(Tensor.arange(1, -0.1, spec(4, DType.FLOAT64)).toDoubleArray())
                .containsExactly(1, 1 + 1 * -0.1, 1 + 2 * -0.1, 1 + 3 * -0.1);
        assertThat(Tensor.arange(-1, 2, spec(3, DType.INT32)).toIntArray()).containsExactly(-1, 1, 3);
    }

    @Test
    void drawsUniformlyBelowTheBound() {
        var drawn = draw(10_000, DType.BFLOAT16, 0, 1, 3);

        assertThat(Arrays.stream(drawn)).allMatch(value -> value >= 0 && value < 1);
        assertThat(Arrays.stream(drawn).average().orElseThrow()).isCloseTo(0.5, within(0.02));
        assertThat(Arrays.stream(drawn).filter(value -> value < 0.25).count()).isBetween(2300L, 2700L);
    }

    @Test
    void drawsReproduciblyBySeed() {
        assertThat(draw(8, DType.FLOAT64, -2, 3, 1)).isEqualTo(draw(8, DType.FLOAT64, -2, 3, 1));
        assertThat(draw(8, DType.FLOAT64, -2, 3, 1)).isNotEqualTo(draw(8, DType.FLOAT64, -2, 3, 2));
    }

    @Test
    void drawsTheLowerBoundIfNoOtherValueIsBelowTheUpper() {
        var drawn = Assertions.assertTimeout(
                Duration.ofSeconds(10), () -> draw(4, DType.BFLOAT16, 1, 1.0001, 7)); // the next bfloat16 is 1.0078125

        assertThat(drawn).containsExactly(1, 1, 1, 1);
        assertThat(draw(2, DType.FLOAT32, 5, 5, 7)).containsExactly(5, 5);
        assertThat(draw(2, DType.BFLOAT16, 0.9995, 0.9999, 7)).containsExactly(1, 1);
    }

    private static double[] draw(int count, DType dtype, double low, double high, long seed) {
        return run(new RandomUniform(spec(count, dtype), low, high, seed)).toDoubleArray();
    }

    private static TensorSpec spec(int count, DType dtype) {
        return new TensorSpec(Shape.of(count), dtype, Device.CPU);
    }
}
