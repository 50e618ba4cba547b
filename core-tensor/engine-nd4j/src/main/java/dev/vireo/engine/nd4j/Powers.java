package dev.vireo.engine.nd4j;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Shape;
import java.nio.ByteOrder;
import java.nio.LongBuffer;

/** Powers of whole numbers. ND4J takes them by way of floating ones, which neither wrap around nor hold all of int64. */
final class Powers {
    private Powers() {}

    static void fill(Nd4jTensor base, Nd4jTensor exponent, Nd4jTensor y, Work work) {
        var bases = numbers(base, y.shape(), work);
        var exponents = numbers(exponent, y.shape(), work);
        var powers = work.make(y.shape(), DType.INT64);
        var results = numbers(powers);
        for (int i = 0; i < results.capacity(); i++) {
            results.put(i, power(bases.get(i), exponents.get(i)));
        }
        work.assign(powers, y);
    }

    private static LongBuffer numbers(Nd4jTensor x, Shape shape, Work work) {
        return numbers(work.copy(work.expand(x, shape), DType.INT64));
    }

    private static LongBuffer numbers(Nd4jTensor dense) {
        return dense.bytes(0, dense.spec().bytes())
                .order(ByteOrder.nativeOrder())
                .asLongBuffer();
    }

    /** By squaring; what a negative exponent makes a fraction, or divides by 0, is 0. */
    private static long power(long base, long exponent) {
        if (exponent < 0) {
            return base == 1 || base == -1 ? power(base, exponent & 1) : 0;
        }
        long result = 1;
        long square = base;
        for (long rest = exponent; rest > 0; rest >>= 1) {
            result *= (rest & 1) == 1 ? square : 1;
            square *= square;
        }
        return result;
    }
}
