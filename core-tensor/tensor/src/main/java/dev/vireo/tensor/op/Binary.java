package dev.vireo.tensor.op;

/**
 * Elementwise functions of two tensors that broadcast, {@code [...], [...] -> [...]}. Both inputs are first cast to
 * their promoted type.
 */
public enum Binary implements Op {
    /** a + b. */
    ADD,
    /** a - b. */
    SUB,
    /** a * b. */
    MUL,
    /** a / b, true division: integral types give float32. */
    DIV,
    /**
     * a - floor(a / b) b, with the divisor's sign, as in Python. An integral divisor of 0 raises an error; on CUDA the
     * result is undefined.
     */
    REMAINDER,
    /**
     * floor(a / b), and NaN for an infinite a, as in Python. An integral divisor of 0 raises an error; on CUDA the
     * result is undefined. The smallest integer divided by -1 wraps around to itself.
     */
    FLOOR_DIVIDE,
    /**
     * a to the power of b. Integral types wrap around; there a negative exponent gives 0, except for the bases 1 and
     * -1.
     */
    POW,
    /** The larger of a and b; NaN propagates. */
    MAXIMUM,
    /** The smaller of a and b; NaN propagates. */
    MINIMUM,
    /** The angle of the point (b, a), from -pi to pi. Floating types only. */
    ATAN2
}
