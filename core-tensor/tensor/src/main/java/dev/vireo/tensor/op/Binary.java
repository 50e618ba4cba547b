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
    /** a - floor(a / b) b: the sign is the divisor's, as in Python. */
    REMAINDER,
    /** floor(a / b); NaN for an infinite a, as in Python. */
    FLOOR_DIVIDE,
    POW,
    /** NaN wins. */
    MAXIMUM,
    /** NaN wins. */
    MINIMUM,
    /** The angle of the point (b, a). Floating only. */
    ATAN2
}
