package dev.vireo.engine.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.Dims;
import dev.vireo.tensor.Engines;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.op.Reduction;
import dev.vireo.tensor.op.Scan;
import org.junit.jupiter.api.Test;

/** Compares with values computed by hand. */
class ReferenceReductionTest extends OnReference {
    private static final double NAN = Double.NaN;

    @Test
    void reducesAnyDimensions() {
        var x = Tensor.arange(0, 1, new TensorSpec(Shape.of(24), DType.FLOAT64, Device.CPU))
                .reshape(2, 3, 4);

        assertThat(x.sum(0, 2).toDoubleArray()).containsExactly(60, 92, 124);
        assertThat(x.sum().item()).isEqualTo(276);
        assertThat(x.amax(1).toDoubleArray()).containsExactly(8, 9, 10, 11, 20, 21, 22, 23);
        assertThat(x.sum(Dims.of(1), true).shape()).isEqualTo(Shape.of(2, 1, 4));
        assertThat(x.permute(2, 0, 1).sum(0).toDoubleArray()).containsExactly(6, 22, 38, 54, 70, 86);
    }

    @Test
    void anEmptySumIsZeroAndAnEmptyProductIsOne() {
        var none = Tensor.of(new double[0], 0, 2);

        assertThat(none.sum(0).toDoubleArray()).containsExactly(0, 0);
        assertThat(none.prod(0).toDoubleArray()).containsExactly(1, 1);
        assertThat(none.sum(1).toDoubleArray()).isEmpty();
        assertThat(none.amax(1).toDoubleArray()).isEmpty();
        assertThat(run(new Scan.CumSum(0), none).shape()).isEqualTo(Shape.of(0, 2));
        assertThat(run(new Scan.Sort(0, false), none).shape()).isEqualTo(Shape.of(0, 2));
    }

    @Test
    void maximaWithNaNAreNaN() {
        assertThat(Tensor.of(1.0, NAN, 3).amax().item()).isNaN();
        assertThat(Tensor.of(-3.0, -1, -2).amax().item()).isEqualTo(-1);
        assertThat(Tensor.of(1.0, 4, 4, NAN, 5, NAN).argMax(0).item()).isEqualTo(3);
        assertThat(Tensor.of(1.0, 4, 2, 4).argMax(0).item()).isEqualTo(1);
        assertThat(Tensor.of(-0.0, 0.0).argMax(0).item()).isZero();
        assertThat(Tensor.of(Long.MAX_VALUE - 1, Long.MAX_VALUE, Long.MIN_VALUE)
                        .argMax(0)
                        .item())
                .isEqualTo(1);
    }

    @Test
    void integersAreSummedInInt64AndWrapAround() {
        var bytes = Tensor.of(100, 100, 100).to(DType.INT8);

        assertThat(bytes.sum().dtype()).isEqualTo(DType.INT64);
        assertThat(bytes.sum().toLongArray()).containsExactly(300);
        assertThat(bytes.prod().toLongArray()).containsExactly(1_000_000);
        assertThat(Tensor.of(true, false, true).sum().toLongArray()).containsExactly(2);
        assertThat(Tensor.of(Long.MAX_VALUE, 2).sum().toLongArray()).containsExactly(Long.MIN_VALUE + 1);
        assertThat(Tensor.of(Long.MIN_VALUE, -1).amax().toLongArray()).containsExactly(-1);
    }

    @Test
    void cumulativeValuesAreRoundedOnce() {
        var x = Tensor.of(new double[] {3, 1, 2, 1, 5, 4}, 3, 2);

        assertThat(x.cumSum(0).toDoubleArray()).containsExactly(3, 1, 5, 2, 10, 6);
        assertThat(x.cumProd(1).toDoubleArray()).containsExactly(3, 3, 2, 2, 5, 20);
        // 2049 is not a float16; rounding intermediate sums would give 2048
        var halves = Tensor.of(2048.0, 1, 1, 1).to(DType.FLOAT16);
        assertThat(halves.cumSum(0).toDoubleArray()).containsExactly(2048, 2048, 2050, 2052);
        assertThat(halves.sum().item()).isEqualTo(2052);
        assertThat(Tensor.of(Long.MAX_VALUE, 1).cumSum(0).toLongArray())
                .containsExactly(Long.MAX_VALUE, Long.MIN_VALUE);
    }

    @Test
    void sortsStablyWithNaNAsTheGreatest() {
        var rising = Engines.run(new Scan.Sort(0, false), Tensor.of(2.0, NAN, 1, 2, 1, NAN));
        assertThat(rising[0].toDoubleArray()).containsExactly(1, 1, 2, 2, NAN, NAN);
        assertThat(rising[1].toLongArray()).containsExactly(2, 4, 0, 3, 1, 5);

        var falling = Engines.run(new Scan.Sort(0, true), Tensor.of(2.0, NAN, 1, 2, 1, NAN));
        assertThat(falling[0].toDoubleArray()).containsExactly(NAN, NAN, 2, 2, 1, 1);
        assertThat(falling[1].toLongArray()).containsExactly(1, 5, 0, 3, 2, 4);

        var zeros = Engines.run(new Scan.Sort(0, false), Tensor.of(0.0, -0.0, -1));
        assertThat(zeros[1].toLongArray()).containsExactly(2, 0, 1);
    }

    @Test
    void sortsAlongAnyDimensionOfAView() {
        var x = Tensor.of(new long[] {3, 1, 2, Long.MIN_VALUE, Long.MAX_VALUE, 0}, 2, 3);

        assertThat(run(new Scan.Sort(0, true), x.transpose(0, 1)).toLongArray())
                .containsExactly(3, Long.MAX_VALUE, 2, 0, 1, Long.MIN_VALUE);
        assertThat(Engines.run(new Scan.Sort(1, false), x)[1].toLongArray()).containsExactly(1, 2, 0, 0, 2, 1);
    }

    @Test
    void reducesScalars() {
        var x = Tensor.scalar(5, DType.FLOAT64);

        assertThat(run(new Reduction.Sum(Dims.of(), false), x).item()).isEqualTo(5);
        assertThat(run(new Reduction.ArgMax(Dims.of(), false), x).item()).isZero();
    }
}
