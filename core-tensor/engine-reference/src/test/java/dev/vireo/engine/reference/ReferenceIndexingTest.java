package dev.vireo.engine.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.ShapeException;
import dev.vireo.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Compares with values computed by hand. */
class ReferenceIndexingTest extends OnReference {
    private static Tensor matrix() {
        return Tensor.of(new double[] {1, 2, 3, 4, 5, 6}, 2, 3);
    }

    @Test
    void gathersAlongAnyDimension() {
        var x = matrix();

        assertThat(x.gather(1, Tensor.of(new long[] {2, 0, 1, 1}, 2, 2)).toDoubleArray())
                .containsExactly(3, 1, 5, 5);
        assertThat(x.gather(0, Tensor.of(new long[] {1, 0, 1}, 1, 3)).toDoubleArray())
                .containsExactly(4, 2, 6);
        assertThat(x.transpose(0, 1)
                        .gather(1, Tensor.of(new long[] {1, 0, 1}, 3, 1))
                        .toDoubleArray())
                .containsExactly(4, 2, 6);
        assertThat(x.gather(1, Tensor.of(new long[0], 2, 0)).shape()).isEqualTo(Shape.of(2, 0));
        assertThat(Tensor.of(Long.MAX_VALUE, 1).gather(0, Tensor.of(0L)).toLongArray())
                .containsExactly(Long.MAX_VALUE);
    }

    @Test
    void scattersIntoACopy() {
        var x = matrix();
        var index = Tensor.of(new long[] {2, 0}, 2, 1);

        assertThat(x.scatter(1, index, Tensor.of(new double[] {30, 40}, 2, 1)).toDoubleArray())
                .containsExactly(1, 2, 30, 40, 5, 6);
        assertThat(x.toDoubleArray()).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void addsTheValuesOfDuplicateIndices() {
        var index = Tensor.of(new long[] {2, 0, 1, 1}, 2, 2);
        var source = Tensor.of(new double[] {10, 20, 30, 40}, 2, 2);

        assertThat(matrix().scatterAdd(1, index, source).toDoubleArray()).containsExactly(21, 2, 13, 4, 75, 6);
        assertThat(Tensor.of(Long.MAX_VALUE, 0)
                        .scatterAdd(0, Tensor.of(0L, 0), Tensor.of(1L, 1))
                        .toLongArray())
                .containsExactly(Long.MIN_VALUE + 1, 0);
    }

    @Test
    void roundsSumsOfDuplicatesOnce() {
        var ones = Tensor.of(1.0, 1, 1).to(DType.FLOAT16);

        assertThat(Tensor.of(2048.0)
                        .to(DType.FLOAT16)
                        .scatterAdd(0, Tensor.of(0L, 0, 0), ones)
                        .toDoubleArray())
                .containsExactly(2052);
    }

    @Test
    void findsNonzerosInTheOrderOfAView() {
        var x = Tensor.of(new double[] {0, Double.NaN, 0, 4, -1, 0}, 2, 3);

        assertThat(x.nonzero().toLongArray()).containsExactly(0, 1, 1, 0, 1, 1);
        assertThat(x.transpose(0, 1).nonzero().toLongArray()).containsExactly(0, 1, 1, 0, 1, 1);
        assertThat(Tensor.of(0.0, 0).nonzero().shape()).isEqualTo(Shape.of(0, 1));
        assertThat(Tensor.scalar(3, DType.FLOAT64).nonzero().shape()).isEqualTo(Shape.of(1, 0));
    }

    @Test
    void refusesIndicesOutOfRange() {
        var x = matrix();

        assertThatThrownBy(() -> x.gather(1, Tensor.of(new long[] {3}, 1, 1)))
                .isInstanceOf(ShapeException.class)
                .hasMessage("gather: index 3 is out of range for dimension 1 of [2, 3]; expected 0 to 2");
        assertThatThrownBy(() -> x.scatterAdd(0, Tensor.of(new long[] {-1}, 1, 1), Tensor.of(new double[] {1}, 1, 1)))
                .isInstanceOf(ShapeException.class)
                .hasMessage("scatterAdd: index -1 is out of range for dimension 0 of [2, 3]; expected 0 to 1");
        assertThatThrownBy(() -> Tensor.of(1.0).gather(0, Tensor.of(1L << 32)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("index 4294967296 is out of range");
    }
}
