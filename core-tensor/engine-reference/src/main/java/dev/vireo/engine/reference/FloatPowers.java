package dev.vireo.engine.reference;

/** Powers of floating-point numbers, where C and PyTorch differ from Java. */
final class FloatPowers {
    private FloatPowers() {}

    /** Follows C (F.10.4.4): 1 to any power is 1, and -1 to an infinite power is 1. */
    static double of(double base, double exponent) {
        return base == 1 || base == -1 && Double.isInfinite(exponent) ? 1 : Math.pow(base, exponent);
    }
}
