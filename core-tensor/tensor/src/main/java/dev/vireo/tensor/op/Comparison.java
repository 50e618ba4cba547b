package dev.vireo.tensor.op;

/** Elementwise comparisons and logic of two tensors that broadcast, {@code [...], [...] -> bool [...]}. */
public enum Comparison implements Op {
    EQ,
    NE,
    LT,
    LE,
    GT,
    GE,
    /** Types other than bool count as x != 0. */
    LOGICAL_AND,
    LOGICAL_OR,
    LOGICAL_XOR
}
