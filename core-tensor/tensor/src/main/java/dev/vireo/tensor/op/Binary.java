package dev.vireo.tensor.op;

/**
 * Elementwise functions of two tensors that broadcast, {@code [...], [...] -> [...]}; both are first cast to their
 * promoted type.
 */
public enum Binary implements Op {
    ADD,
    SUB,
    MUL,
    /** True division: integral types give float32. */
    DIV,
    /** a - floor(a / b) b: the sign is the divisor's, as in Python. An integral divisor of 0 is refused, on CUDA undefined. */
    REMAINDER,
    /**
     * floor(a / b); NaN for an infinite a, as in Python. An integral divisor of 0 is refused, on CUDA undefined; the smallest
     * integer divided by -1 wraps around to itself.
     */
    FLOOR_DIVIDE,
    /** Integral types wrap around; a negative exponent gives 0 there, but for the bases 1 and -1. */
    POW,
    /** NaN wins. */
    MAXIMUM,
    /** NaN wins. */
    MINIMUM,
    /** The angle of the point (b, a). Floating only. */
    ATAN2
}
