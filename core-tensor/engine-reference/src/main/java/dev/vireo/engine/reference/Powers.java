package dev.vireo.engine.reference;

/** Powers where C and PyTorch say otherwise than Java. */
final class Powers {
    private Powers() {}

    /** As C has it (F.10.4.4): a base of 1 gives 1 for any exponent, -1 for an infinite one too. */
    static double of(double base, double exponent) {
        return base == 1 || base == -1 && Double.isInfinite(exponent) ? 1 : Math.pow(base, exponent);
    }

    /** Wraps around; what a negative exponent makes a fraction, or divides by 0, is 0. */
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
