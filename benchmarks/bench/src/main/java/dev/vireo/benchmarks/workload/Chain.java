package dev.vireo.benchmarks.workload;

/**
 * Ten operations: the sum of {@code exp(tanh(w sigmoid(w relu(w x + w))) + w)}, where all elements of x and w are 1.
 * Each contender checks its gradient of x once before it is measured.
 */
public final class Chain {
    private static final double TOLERANCE = 1e-5;

    private Chain() {}

    /**
     * Compares a gradient with the analytic derivative.
     *
     * @param gradient all elements of the gradient of x
     * @throws IllegalStateException if an element differs by more than 1e-5
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
