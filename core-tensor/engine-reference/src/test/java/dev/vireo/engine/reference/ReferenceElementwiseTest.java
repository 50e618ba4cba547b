package dev.vireo.engine.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compares with values computed by hand, or published. */
class ReferenceElementwiseTest extends OnReference {
    private static final double NAN = Double.NaN;
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    /** Computed by mpmath 1.3 with 40 digits. */
    @ParameterizedTest
    @CsvSource({
        "0.0, 0.0",
        "1e-300, 1.1283791670955126022e-300",
        "1e-05, 0.000011283791670579000273",
        "0.1, 0.1124629160182848984",
        "0.25, 0.27632639016823693299",
        "0.5, 0.52049987781304653768",
        "0.84375, 0.76722566123234163346",
        "1.0, 0.84270079294971486934",
        "1.25, 0.92290012825645823014",
        "2.0, 0.99532226501895273416",
        "3.0, 0.99997790950300141456",
        "3.5, 0.99999925690162765859",
        "4.0, 0.99999998458274209972",
        "5.0, 0.99999999999846254021",
        "5.889, 0.99999999999999991799",
        "5.9, 0.9999999999999999281",
        "7.0, 1.0",
        "Infinity, 1"
    })
    void erfHasItsPublishedValues(double x, double erf) {
        assertThat(Tensor.of(x, -x).erf().toDoubleArray())
                .containsExactly(new double[] {erf, -erf}, within(5e-15 * erf));
    }

    @Test
    void erfIsAtMostOne() {
        for (double x = 0; x < 8; x += 0.001) {
            assertThat(Erf.of(x)).isBetween(0.0, 1.0);
        }
        assertThat(Erf.of(NAN)).isNaN();
    }

    @Test
    void functionsHaveTheLimitsOfIeee754() {
        var x = Tensor.of(-INFINITY, -1, -0.0, 0, INFINITY, NAN);

        assertThat(x.exp().toDoubleArray()).containsExactly(0, Math.exp(-1), 1, 1, INFINITY, NAN);
        assertThat(x.log().toDoubleArray()).containsExactly(NAN, NAN, -INFINITY, -INFINITY, INFINITY, NAN);
        assertThat(x.sqrt().toDoubleArray()).containsExactly(NAN, NAN, -0.0, 0, INFINITY, NAN);
        assertThat(x.atan().toDoubleArray()).containsExactly(-Math.PI / 2, -Math.PI / 4, -0.0, 0, Math.PI / 2, NAN);
        assertThat(x.tanh().toDoubleArray()).containsExactly(-1, Math.tanh(-1), -0.0, 0, 1, NAN);
        assertThat(x.neg().toDoubleArray()).containsExactly(INFINITY, 1, 0.0, -0.0, -INFINITY, NAN);
        assertThat(Tensor.of(-1.5, -0.5, 1.5, NAN).floor().toDoubleArray()).containsExactly(-2, -1, 1, NAN);
        assertThat(x.logicalNot().toBooleanArray()).containsExactly(false, false, true, true, false, false);
    }

    @Test
    void nanIsTheGreatestValue() {
        var a = Tensor.of(NAN, 1.0, NAN, -INFINITY);
        var b = Tensor.of(1.0, NAN, NAN, -1.0);

        assertThat(a.maximum(b).toDoubleArray()).containsExactly(NAN, NAN, NAN, -1);
        assertThat(a.eq(b).toBooleanArray()).containsExactly(false, false, false, false);
        assertThat(a.lt(b).toBooleanArray()).containsExactly(false, false, false, true);
    }

    @Test
    void powersFollowC() {
        var base = Tensor.of(1, -1, 0, 0.0, -8, -2, 1, NAN);
        var exponent = Tensor.of(NAN, INFINITY, 0, -1, 1.0 / 3, 3, INFINITY, 0);

        assertThat(base.pow(exponent).toDoubleArray()).containsExactly(1, 1, 1, INFINITY, NAN, -8, 1, 1);
    }

    @Test
    void powersOfIntegersWrapAround() {
        var base = Tensor.of(3L, -3, 2, 0, 7, 1, -1, -1, 2, 0);
        var exponent = Tensor.of(4L, 3, 64, 0, 0, -5, -5, -4, -1, -1);

        assertThat(base.pow(exponent).toLongArray()).containsExactly(81, -27, 0, 1, 1, 1, -1, 1, 0, 0);
        // the low 32 bits of 3^40, with their sign
        assertThat(Tensor.of(3).pow(Tensor.of(40)).toIntArray())
                .containsExactly(BigInteger.valueOf(3).pow(40).intValue());
    }

    @Test
    void integersWrapAroundInTheirType() {
        var greatest = Tensor.of(Integer.MAX_VALUE);
        var least = Tensor.of(Long.MIN_VALUE);

        assertThat(greatest.mul(greatest).toIntArray()).containsExactly(1);
        assertThat(greatest.add(Tensor.of(1)).toIntArray()).containsExactly(Integer.MIN_VALUE);
        assertThat(least.neg().toLongArray()).containsExactly(Long.MIN_VALUE);
        assertThat(least.add(Tensor.of(-1L)).toLongArray()).containsExactly(Long.MAX_VALUE);
        assertThat(Tensor.of(200, 7)
                        .to(DType.UINT8)
                        .add(Tensor.of(100, 1).to(DType.UINT8))
                        .toIntArray())
                .containsExactly(44, 8);
        assertThat(Tensor.of(100)
                        .to(DType.INT8)
                        .mul(Tensor.of(2).to(DType.INT8))
                        .toIntArray())
                .containsExactly(-56);
        assertThat(Tensor.of(300L, -129).to(DType.INT8).toLongArray()).containsExactly(44, 127);
        assertThat(Tensor.of(-1L, 256).to(DType.UINT8).toLongArray()).containsExactly(255, 0);
    }

    @Test
    void integersBeyondTheRangeOfDoubleAreExact() {
        long beyond = (1L << 53) + 1;
        var x = Tensor.of(beyond, -beyond);

        assertThat(x.toLongArray()).containsExactly(beyond, -beyond);
        assertThat(x.eq(Tensor.of(beyond - 1, 1 - beyond)).toBooleanArray()).containsExactly(false, false);
        assertThat(x.lt(Tensor.of(beyond - 1, 1 - beyond)).toBooleanArray()).containsExactly(false, true);
        assertThat(x.maximum(Tensor.of(beyond - 1)).toLongArray()).containsExactly(beyond, beyond - 1);
        assertThat(x.floor().toLongArray()).containsExactly(beyond, -beyond);
    }

    @Test
    void negativeIntegersDivideAsInPython() {
        var a = Tensor.of(7L, -7, 7, -7);
        var b = Tensor.of(2L, 2, -2, -2);

        assertThat(a.floorDivide(b).toLongArray()).containsExactly(3, -4, -4, 3);
        assertThat(a.remainder(b).toLongArray()).containsExactly(1, 1, -1, -1);
        assertThat(a.div(b).dtype()).isEqualTo(DType.FLOAT32);
        assertThat(a.div(b).toDoubleArray()).containsExactly(3.5, -3.5, -3.5, 3.5);
        assertThat(Tensor.of(1L, 0, -1).div(Tensor.of(0L)).toDoubleArray()).containsExactly(INFINITY, NAN, -INFINITY);
    }

    @Test
    void quotientsAreExactInAllOfInt64() {
        var numbers = new long[] {Long.MIN_VALUE, Long.MIN_VALUE + 1, -(1L << 53) - 1, -1, 1, 1L << 62, Long.MAX_VALUE};
        for (long a : numbers) {
            for (long b : numbers) {
                assertThat(Tensor.of(a).floorDivide(Tensor.of(b)).toLongArray()).containsExactly(Math.floorDiv(a, b));
                assertThat(Tensor.of(a).remainder(Tensor.of(b)).toLongArray()).containsExactly(Math.floorMod(a, b));
            }
        }
    }

    @Test
    void boolAdditionIsOrAndMultiplicationIsAnd() {
        var a = Tensor.of(true, true, false, false);
        var b = Tensor.of(true, false, true, false);

        assertThat(a.add(b).toBooleanArray()).containsExactly(true, true, true, false);
        assertThat(a.mul(b).toBooleanArray()).containsExactly(true, false, false, false);
    }

    @Test
    void broadcastsBothInputsAndEmptyTensors() {
        var column = Tensor.of(new double[] {1, 2}, 2, 1);
        var row = Tensor.of(10.0, 20, 30);

        assertThat(column.add(row).toDoubleArray()).containsExactly(11, 21, 31, 12, 22, 32);
        assertThat(Tensor.of(new double[0], 0, 1).add(row).shape()).isEqualTo(Shape.of(0, 3));
        assertThat(Tensor.of(new double[0]).exp().toDoubleArray()).isEmpty();
    }

    @Test
    void whereIgnoresValuesThatAreNotSelected() {
        var a = Tensor.of(new double[] {1, 2}, 2, 1);
        var b = Tensor.of(NAN, -1);

        assertThat(Tensor.where(Tensor.of(true, false), a, b).toDoubleArray()).containsExactly(1, -1, 2, -1);
    }

    @Test
    void roundsToTheTypeOfTheResult() {
        var third = Tensor.of(1.0).div(Tensor.of(3.0));

        assertThat(third.to(DType.FLOAT32).toDoubleArray()).containsExactly((double) (float) (1.0 / 3));
        assertThat(third.to(DType.FLOAT16).toDoubleArray()).containsExactly(0.333251953125);
        assertThat(third.to(DType.BFLOAT16).toDoubleArray()).containsExactly(0.333984375);
        // 2048 has a neighbour at 2050: ties go to the even one
        assertThat(Tensor.of(2049.0, 2051, 2049.0001).to(DType.FLOAT16).toDoubleArray())
                .containsExactly(2048, 2052, 2050);
        assertThat(Tensor.of(65520.0, 65519.0, 6e-8, 2e-8).to(DType.FLOAT16).toDoubleArray())
                .containsExactly(INFINITY, 65504, 0x1p-24, 0);
        assertThat(Tensor.of(3.4e38, 0x1p-133, 0x1p-135, -INFINITY)
                        .to(DType.BFLOAT16)
                        .toDoubleArray())
                .containsExactly(INFINITY, 0x1p-133, 0, -INFINITY);
        assertThat(Tensor.of(-1.75, 1.75).to(DType.INT32).toIntArray()).containsExactly(-1, 1);
        assertThat(Tensor.of(0.5, 0, NAN).to(DType.BOOL).toBooleanArray()).containsExactly(true, false, true);
    }
}
