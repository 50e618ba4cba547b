package dev.vireo.engine.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.DTypeException;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.Generator;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.TensorSpec;
import java.util.Arrays;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests {@link Tensor#rand} and {@link Tensor#randn} on the reference engine. */
class RandomTensorsTest {
    private final TensorScope scope = TensorScope.open();

    @BeforeEach
    void seed() {
        Generator.seeded(7).use();
    }

    @AfterEach
    void close() {
        scope.close();
    }

    @Test
    void uniformValuesAreInTheUnitInterval() {
        var x = Tensor.rand(100, 100);
        assertThat(x.spec()).isEqualTo(new TensorSpec(Shape.of(100, 100), DType.FLOAT32, Device.CPU));
        assertThat(Arrays.stream(x.toDoubleArray()).summaryStatistics()).satisfies(values -> {
            assertThat(values.getMin()).isBetween(0.0, 0.01);
            assertThat(values.getMax()).isGreaterThan(0.99).isLessThan(1);
        });
        assertThat(x.mean().item()).isCloseTo(0.5, within(0.02));
    }

    @Test
    void normalValuesHaveMeanZeroAndVarianceOne() {
        var x = Tensor.randn(new TensorSpec(Shape.of(10_000), DType.FLOAT64, Device.CPU));
        assertThat(x.dtype()).isEqualTo(DType.FLOAT64);
        assertThat(x.mean().item()).isCloseTo(0, within(0.05));
        assertThat(x.square().mean().item()).isCloseTo(1, within(0.06));
    }

    @Test
    void valuesDependOnTheThreadsGenerator() {
        assertThat(drawn(7, () -> Tensor.rand(5))).isEqualTo(drawn(7, () -> Tensor.rand(5)));
        assertThat(drawn(7, () -> Tensor.randn(5))).isNotEqualTo(drawn(8, () -> Tensor.randn(5)));
        assertThat(Tensor.randn(5).toFloatArray()).isNotEqualTo(Tensor.randn(5).toFloatArray());
    }

    @Test
    void integersAreRefused() {
        var integers = new TensorSpec(Shape.of(3), DType.INT64, Device.CPU);
        assertThatThrownBy(() -> Tensor.rand(integers)).isInstanceOf(DTypeException.class);
    }

    private static float[] drawn(long seed, Supplier<Tensor> draw) {
        Generator.seeded(seed).use();
        return draw.get().toFloatArray();
    }
}
