package dev.vireo.tensor.op;

/** Noise that training adds. */
public sealed interface Regularization extends Op {
    /** {@code [...] -> [...]}: zero with probability p, else x / (1 - p). (Srivastava et al. 2014) */
    record Dropout(double p, long seed) implements Regularization {}
}
