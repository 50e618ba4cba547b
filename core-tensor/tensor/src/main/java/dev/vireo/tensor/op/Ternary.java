package dev.vireo.tensor.op;

/** Elementwise functions of three tensors that broadcast. */
public enum Ternary implements Op {
    /** Bool condition, a, b: a where the condition holds, else b. */
    WHERE,
    /** a, b, weight: a + weight (b - a). */
    LERP
}
