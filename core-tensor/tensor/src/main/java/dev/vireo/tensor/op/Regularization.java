package dev.vireo.tensor.op;

/** Random regularization in training. */
public sealed interface Regularization extends Op {
    /**
     * Dropout, {@code [...] -> [...]}: 0 with probability p, else x / (1 - p) (Srivastava et al., 2014).
     *
     * @param p the probability of zeroing an element
     * @param seed the seed
     */
    record Dropout(double p, long seed) implements Regularization {}
}
