package dev.vireo.engine.nd4j;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Shape;

/** Powers of integers. ND4J computes them in floating types, which neither wrap around nor represent all of int64. */
final class Powers {
    private Powers() {}

    static void fill(Nd4jTensor base, Nd4jTensor exponent, Nd4jTensor y, Work work) {
        var powers = work.copy(work.expand(base, y.shape()), DType.INT64);
        var exponents = work.copy(work.expand(exponent, y.shape()), DType.INT64);
        Rows.rewrite(work.reshape(powers, Shape.of(powers.elements())), row -> {
            var by = exponents.bytes(0, exponents.spec().bytes()).asLongBuffer();
            for (int i = 0; i < row.limit(); i++) {
                row.put(i, power(row.get(i), by.get(i)));
            }
        });
        work.assign(powers, y);
    }

    /**
     * Squares repeatedly, one bit of the exponent at a time (Knuth, volume 2, 4.6.3). A negative exponent gives 0,
     * except for the bases 1 and -1.
     */
    private static long power(long base, long exponent) {
        if (exponent < 0) {
            return base == 1 ? 1 : base != -1 ? 0 : exponent % 2 == 0 ? 1 : -1;
        }
        long power = 1;
        long square = base;
        for (long bits = exponent; bits != 0; bits >>= 1) {
            power *= bits % 2 == 0 ? 1 : square;
            square *= square;
        }
        return power;
    }
}
