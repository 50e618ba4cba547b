package dev.vireo.tensor.op;

/** Elementwise functions of one tensor without attributes: {@code [...] -> [...]}. */
public enum Unary implements Op {
    /** -x. */
    NEG,
    /** The absolute value. */
    ABS,
    /** -1, 0 or 1, and 0 for NaN, as in PyTorch. */
    SIGN,
    /** x^2. */
    SQUARE,
    /** The square root. */
    SQRT,
    /** 1 / sqrt(x). */
    RSQRT,
    /** 1 / x. */
    RECIPROCAL,
    /** e^x. */
    EXP,
    /** e^x - 1, accurate near 0. */
    EXPM1,
    /** The natural logarithm. */
    LOG,
    /** log(1 + x), accurate near 0. */
    LOG1P,
    /** The logarithm to base 2. */
    LOG2,
    /** The sine of an angle in radians. */
    SIN,
    /** The cosine of an angle in radians. */
    COS,
    /** The tangent of an angle in radians. */
    TAN,
    /** The arc sine in radians. */
    ASIN,
    /** The arc cosine in radians. */
    ACOS,
    /** The arc tangent in radians. */
    ATAN,
    /** The hyperbolic sine. */
    SINH,
    /** The hyperbolic cosine. */
    COSH,
    /** The hyperbolic tangent. */
    TANH,
    /** The error function. */
    ERF,
    /** 1 / (1 + e^-x). */
    SIGMOID,
    /** The largest integer not greater than x. */
    FLOOR,
    /** The smallest integer not less than x. */
    CEIL,
    /** The nearest integer, with halves rounded to even (IEEE 754). */
    ROUND,
    /** x without its fraction, rounded toward 0. */
    TRUNC,
    /** max(x, 0). */
    RELU,
    /** x sigmoid(x), also called swish. */
    SILU,
    /** x tanh(softplus(x)). */
    MISH,
    /** clamp(x + 3, 0, 6) / 6. */
    HARD_SIGMOID,
    /** x hardSigmoid(x). */
    HARD_SWISH,
    /** Self-normalizing ELU (Klambauer et al., 2017). */
    SELU,
    /** log(sigmoid(x)). */
    LOG_SIGMOID,
    /** x / (1 + |x|). */
    SOFTSIGN,
    /** Logical not; bool. An element counts as true if it is not 0. */
    LOGICAL_NOT,
    /** Whether x is NaN; bool. */
    IS_NAN,
    /** Whether x is infinite; bool. */
    IS_INF,
    /** Whether x is finite; bool. */
    IS_FINITE
}
