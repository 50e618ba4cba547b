package dev.vireo.engine.nd4j;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Shape;

/** Powers of whole numbers. ND4J takes them by way of floating ones, which neither wrap around nor hold all of int64. */
final class Powers {
    private static final Custom AND = Custom.named("boolean_and");

    private Powers() {}

    /**
     * By squaring, a bit of the exponent at a time (Knuth, volume 2, 4.6.3). What a negative exponent makes a fraction, or
     * divides by 0, is 0: all but 1 and -1.
     */
    static void fill(Nd4jTensor base, Nd4jTensor exponent, Nd4jTensor y, Work work) {
        var shape = y.shape();
        var square = work.copy(work.expand(base, shape), DType.INT64);
        var fraction = negativeOf(square, exponent, work);
        var bits = work.copy(work.expand(exponent, shape), DType.INT64);
        Transform.ABS.run(bits, bits);
        var highest = work.make(Shape.SCALAR, DType.INT64);
        Custom.MAXIMUM.run(highest, bits);
        var power = work.copy(work.whole(1, shape), DType.INT64);
        var isSet = work.make(shape, DType.BOOL);
        for (long bit = 1, last = (long) work.item(highest); bit > 0 && bit <= last; bit <<= 1) {
            var factor = work.like(power);
            Custom.BITWISE_AND.run(factor, bits, work.whole(bit, Shape.SCALAR));
            ElementwiseKernels.truth(factor, isSet, work);
            ElementwiseKernels.select(isSet, square, work.whole(1, shape), factor, work);
            Custom.MULTIPLY.run(power, power, factor);
            Custom.MULTIPLY.run(square, square, work.copy(square, DType.INT64));
        }
        var whole = work.like(power);
        ElementwiseKernels.select(fraction, work.whole(0, shape), power, whole, work);
        work.assign(whole, y);
    }

    /** Whether the exponent is negative and the base neither 1 nor -1. */
    private static Nd4jTensor negativeOf(Nd4jTensor base, Nd4jTensor exponent, Work work) {
        var size = work.like(base);
        Transform.ABS.run(base, size);
        var several = work.make(base.shape(), DType.BOOL);
        Custom.NOT_EQUALS.run(several, size, work.whole(1, base.shape()));
        var negative = work.make(base.shape(), DType.BOOL);
        Custom.LESS.run(
                negative, work.copy(work.expand(exponent, base.shape()), DType.INT64), work.whole(0, base.shape()));
        var both = work.like(negative);
        AND.run(both, several, negative);
        return both;
    }
}
