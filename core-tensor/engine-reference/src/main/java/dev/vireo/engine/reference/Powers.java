package dev.vireo.engine.reference;

/** Powers, where C and PyTorch differ from Java. */
final class Powers {
    private Powers() {}

    /** Follows C (F.10.4.4): 1 to any power is 1, and -1 to an infinite power is 1. */
    static double of(double base, double exponent) {
        return base == 1 || base == -1 && Double.isInfinite(exponent) ? 1 : Math.pow(base, exponent);
    }

    /** Wraps around. A negative exponent gives 0, except for the bases 1 and -1. */
    static long of(long base, long exponent) {
        if (exponent < 0) {
            return base == 1 || base == -1 ? of(base, exponent & 1) : 0;
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
