package dev.vireo.tensor.op;

/** Elementwise functions of three tensors that broadcast. */
public enum Ternary implements Op {
    /** Inputs condition (bool), a and b: a where the condition is true, else b. */
    WHERE,
    /** Inputs a, b and weight: a + weight (b - a). */
    LERP
}
