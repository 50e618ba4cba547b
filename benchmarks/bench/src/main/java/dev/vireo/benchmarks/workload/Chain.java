package dev.vireo.benchmarks.workload;

/**
 * Ten operations: {@code exp(tanh(w sigmoid(w relu(w x + w))) + w)} summed, with all elements of x and w one. Contenders
 * check their gradient of x once, before they are measured.
 */
public final class Chain {
    private static final double TOLERANCE = 1e-5;

    private Chain() {}

    /**
     * Compares a gradient with the derivative as worked out by hand.
     *
     * @param gradient of x, all elements
     * @throws IllegalStateException if one differs by more than 1e-5
     */
    public static void requireGradient(float... gradient) {
        if (gradient.length != Sizes.VECTOR) {
            throw new IllegalStateException("a gradient of " + gradient.length + " elements; expected " + Sizes.VECTOR);
        }
        double sigmoid = 1 / (1 + Math.exp(-2));
        double tanh = Math.tanh(sigmoid);
        double expected = Math.exp(tanh + 1) * (1 - tanh * tanh) * sigmoid * (1 - sigmoid);
        for (float element : gradient) {
            if (!(Math.abs(element - expected) <= TOLERANCE)) {
                throw new IllegalStateException("the gradient is " + element + "; expected " + expected);
            }
        }
    }
}
