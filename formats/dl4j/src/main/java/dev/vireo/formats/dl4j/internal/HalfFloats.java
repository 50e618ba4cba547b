package dev.vireo.formats.dl4j.internal;

/** Converts IEEE 754 binary16. Java itself does so only from version 20 on ({@code Float.float16ToFloat}). */
final class HalfFloats {
    private static final int SIGN = 0x8000;
    private static final int EXPONENT = 0x1f;
    private static final int FRACTION = 0x3ff;
    private static final int FRACTION_BITS = 10;
    private static final int BIAS = 15;

    private HalfFloats() {}

    static float toFloat(short bits) {
        int exponent = bits >> FRACTION_BITS & EXPONENT;
        int fraction = bits & FRACTION;
        float magnitude;
        if (exponent == EXPONENT) {
            magnitude = fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
        } else if (exponent == 0) {
            magnitude = Math.scalb((float) fraction, 1 - BIAS - FRACTION_BITS);
        } else {
            magnitude = Math.scalb((float) (fraction | FRACTION + 1), exponent - BIAS - FRACTION_BITS);
        }
        return (bits & SIGN) == 0 ? magnitude : -magnitude;
    }
}
