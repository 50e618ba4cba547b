package dev.vireo.tensor.op;

/**
 * Elementwise functions of one tensor with attributes: {@code [...] -> [...]}. Softmax and log-softmax normalize over
 * one dimension.
 */
public sealed interface Activation extends Op {
    /**
     * GELU: x Phi(x), or its tanh approximation (Hendrycks and Gimpel, 2016).
     *
     * @param tanh whether to use the approximation
     */
    record Gelu(boolean tanh) implements Activation {}

    /**
     * Leaky ReLU: x for x > 0, else negativeSlope * x.
     *
     * @param negativeSlope the slope for negative x
     */
    record LeakyRelu(double negativeSlope) implements Activation {}

    /**
     * ELU: x for x > 0, else alpha (exp(x) - 1) (Clevert et al., 2015).
     *
     * @param alpha the negative of the limit at minus infinity
     */
    record Elu(double alpha) implements Activation {}

    /**
     * Softplus: log(1 + exp(beta x)) / beta, or x where beta x > threshold.
     *
     * @param beta the sharpness
     * @param threshold the bound on beta x above which x is returned
     */
    record Softplus(double beta, double threshold) implements Activation {}

    /**
     * Clamp: min(max(x, min), max). The gradient is 1 at the bounds too.
     *
     * @param min the lower bound; minus infinity for none
     * @param max the upper bound; infinity for none
     */
    record Clamp(double min, double max) implements Activation {}

    /**
     * Softmax: exp(x_i) divided by the sum of exp(x_j) over a dimension.
     *
     * @param dim the dimension to normalize over
     */
    record Softmax(int dim) implements Activation {}

    /**
     * Log-softmax: the logarithm of {@link Softmax}, computed without overflow.
     *
     * @param dim the dimension to normalize over
     */
    record LogSoftmax(int dim) implements Activation {}
}
