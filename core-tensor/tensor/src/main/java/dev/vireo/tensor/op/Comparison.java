package dev.vireo.tensor.op;

/** Elementwise comparisons and logical functions of two tensors that broadcast, {@code [...], [...] -> bool [...]}. */
public enum Comparison implements Op {
    /** {@code a == b}. */
    EQ,
    /** {@code a != b}. */
    NE,
    /** {@code a < b}. */
    LT,
    /** {@code a <= b}. */
    LE,
    /** {@code a > b}. */
    GT,
    /** {@code a >= b}. */
    GE,
    /** Logical and. An element counts as true if it is not 0. */
    LOGICAL_AND,
    /** Logical or. An element counts as true if it is not 0. */
    LOGICAL_OR,
    /** Logical exclusive or. An element counts as true if it is not 0. */
    LOGICAL_XOR
}
