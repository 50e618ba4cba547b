package dev.vireo.engine.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.tensor.Dims;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.op.Convolution.Conv;
import org.junit.jupiter.api.Test;

/** Compares with values computed by hand. */
class ReferenceProductTest extends OnReference {
    @Test
    void multipliesMatricesAndVectors() {
        var a = Tensor.of(new double[] {1, 2, 3, 4}, 2, 2);

        assertThat(a.matmul(a).toDoubleArray()).containsExactly(7, 10, 15, 22);
        assertThat(a.transpose(0, 1).matmul(a).toDoubleArray()).containsExactly(10, 14, 14, 20);
        assertThat(a.matmul(Tensor.of(1.0, 10)).toDoubleArray()).containsExactly(21, 43);
        assertThat(Tensor.of(1.0, 10).matmul(a).toDoubleArray()).containsExactly(31, 42);
        assertThat(Tensor.of(1.0, 2.0).matmul(Tensor.of(3.0, 4.0)).item()).isEqualTo(11);
    }

    @Test
    void broadcastsBatchesOfMatrices() {
        var a = Tensor.of(new double[] {1, 2, 3, 4}, 2, 1, 1, 2);
        var b = Tensor.of(new double[] {1, 0, 0, 1, 0, 1, 1, 0, 2, 0, 0, 2}, 3, 2, 2);
        var batch =
                Tensor.stack(0, Tensor.of(new double[] {1, 2, 3, 4}, 2, 2), Tensor.of(new double[] {2, 4, 6, 8}, 2, 2));

        assertThat(a.matmul(b).shape()).isEqualTo(Shape.of(2, 3, 1, 2));
        assertThat(a.matmul(b).toDoubleArray()).containsExactly(1, 2, 2, 1, 2, 4, 3, 4, 4, 3, 6, 8);
        assertThat(batch.matmul(Tensor.of(1.0, 1.0)).toDoubleArray()).containsExactly(3, 7, 6, 14);
    }

    @Test
    void productsOverEmptyDimensionsAreZero() {
        var none = Tensor.of(new double[0], 2, 0);

        assertThat(none.matmul(none.transpose(0, 1)).toDoubleArray()).containsExactly(0, 0, 0, 0);
        assertThat(none.transpose(0, 1)
                        .matmul(Tensor.of(new double[] {1, 2}, 2, 1))
                        .shape())
                .isEqualTo(Shape.of(0, 1));
    }

    @Test
    void productsOfIntegersWrapAround() {
        var a = Tensor.of(new long[] {Long.MAX_VALUE, 2}, 1, 2);

        assertThat(a.matmul(Tensor.of(new long[] {1, 1}, 2, 1)).toLongArray()).containsExactly(Long.MIN_VALUE + 1);
    }

    @Test
    void convolves1dWithStridePaddingAndDilation() {
        var x = Tensor.of(new double[] {1, 2, 3, 4, 5}, 1, 1, 5);
        var weight = Tensor.of(new double[] {1, 10}, 1, 1, 2);

        assertThat(line(1, 0, 1, 1, x, weight)).containsExactly(21, 32, 43, 54);
        assertThat(line(2, 1, 1, 1, x, weight)).containsExactly(10, 32, 54);
        assertThat(line(1, 0, 3, 1, x, weight)).containsExactly(41, 52);
    }

    @Test
    void convolvesInGroups() {
        var x = Tensor.of(new double[] {1, 2, 3, 4}, 1, 2, 2);
        var each = Tensor.of(new double[] {1, 1, 2, 2}, 2, 1, 2);
        var twoEach = Tensor.of(new double[] {1, 10, 100, 1000}, 4, 1, 1);

        assertThat(line(1, 0, 1, 2, x, each, Tensor.of(0.5, 0.25))).containsExactly(3.5, 14.25);
        assertThat(line(1, 0, 1, 2, x, twoEach)).containsExactly(1, 2, 10, 20, 300, 400, 3000, 4000);
        // two input channels per group
        assertThat(line(1, 0, 1, 2, x.reshape(1, 4, 1), twoEach.reshape(2, 2, 1)))
                .containsExactly(21, 4300);
    }

    @Test
    void convolves2d() {
        var x = Tensor.of(new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9}, 1, 1, 3, 3);
        var weight = Tensor.of(new double[] {1, 2, 3, 4}, 1, 1, 2, 2);
        var wide = new Conv(Dims.of(2, 2), Dims.of(1, 1), Dims.of(1, 1), 1);
        var uneven = new Conv(Dims.of(1, 1), Dims.of(0, 1), Dims.of(1, 2), 1);

        assertThat(run(wide, x, weight).toDoubleArray()).containsExactly(4, 18, 36, 77);
        assertThat(run(uneven, x, weight).toDoubleArray()).containsExactly(24, 43, 17, 42, 73, 29);
        assertThat(run(wide, x.transpose(2, 3), weight.transpose(2, 3)).toDoubleArray())
                .containsExactly(4, 36, 18, 77);
    }

    @Test
    void convolves3d() {
        var x = Tensor.of(new double[] {1, 2, 3, 4, 5, 6, 7, 8}, 1, 1, 2, 2, 2);
        var weight = Tensor.of(new double[] {1, 2, 3, 4}, 1, 1, 2, 1, 2);
        var plain = new Conv(Dims.of(1, 1, 1), Dims.of(0, 0, 0), Dims.of(1, 1, 1), 1);
        var padded = new Conv(Dims.of(2, 1, 1), Dims.of(1, 0, 0), Dims.of(1, 1, 1), 1);

        assertThat(run(plain, x, weight).toDoubleArray()).containsExactly(44, 64);
        assertThat(run(padded, x, weight).toDoubleArray()).containsExactly(11, 25, 17, 23);
    }

    @Test
    void convolvesBatchesAndEmptyBatches() {
        var x = Tensor.of(new double[] {1, 2, 3, 4}, 2, 1, 2);
        var weight = Tensor.of(new double[] {1, 10}, 1, 1, 2);

        assertThat(line(1, 0, 1, 1, x, weight)).containsExactly(21, 43);
        assertThat(line(1, 0, 1, 1, x.slice(0, 0, 0), weight)).isEmpty();
    }

    private static double[] line(int stride, int padding, int dilation, int groups, Tensor... inputs) {
        var op = new Conv(Dims.of(stride), Dims.of(padding), Dims.of(dilation), groups);
        return run(op, inputs).toDoubleArray();
    }
}
