package dev.vireo.engine.nd4j;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Shape;

/** Powers of whole numbers. ND4J takes them by way of floating ones, which neither wrap around nor hold all of int64. */
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
     * By squaring, a bit of the exponent at a time (Knuth, volume 2, 4.6.3). What a negative exponent makes a fraction, or
     * divides by 0, is 0: all but 1 and -1.
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
