package dev.vireo.tensor.op;

/** Elementwise functions of one tensor, without attributes: {@code [...] -> [...]}. */
public enum Unary implements Op {
    NEG,
    ABS,
    /** -1, 0 or 1; 0 for NaN, as in PyTorch. */
    SIGN,
    SQUARE,
    SQRT,
    RSQRT,
    RECIPROCAL,
    EXP,
    EXPM1,
    LOG,
    LOG1P,
    LOG2,
    SIN,
    COS,
    TAN,
    ASIN,
    ACOS,
    ATAN,
    SINH,
    COSH,
    TANH,
    ERF,
    SIGMOID,
    FLOOR,
    CEIL,
    /** To the nearest integer, halves to the even one (IEEE 754). */
    ROUND,
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
    /** Self-normalizing ELU, Klambauer et al. 2017. */
    SELU,
    /** log(sigmoid(x)). */
    LOG_SIGMOID,
    /** x / (1 + |x|). */
    SOFTSIGN,
    /** Bool in, bool out; other types count as x != 0. */
    LOGICAL_NOT,
    /** Bool. */
    IS_NAN,
    /** Bool. */
    IS_INF,
    /** Bool. */
    IS_FINITE
}
