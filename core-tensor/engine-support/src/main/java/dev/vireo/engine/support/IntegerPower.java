package dev.vireo.engine.support;

/** Powers of int64 values, as PyTorch computes them. */
public final class IntegerPower {
    private IntegerPower() {}

    /**
     * {@code base} to the power of {@code exponent}, by repeated squaring (Knuth, volume 2, 4.6.3). The product wraps
     * around. A negative exponent gives 0, unless the base is 1 or -1, whose inverses are integers.
     */
    public static long of(long base, long exponent) {
        if (exponent < 0) {
            return base == 1 || base == -1 ? of(base, exponent & 1) : 0;
        }
        long power = 1;
        long square = base;
        for (long rest = exponent; rest > 0; rest >>= 1) {
            power *= (rest & 1) == 1 ? square : 1;
            square *= square;
        }
        return power;
    }
}
