package dev.vireo.tensor.op;

/** Elementwise functions of one tensor with attributes: {@code [...] -> [...]}. */
public sealed interface Activation extends Op {
    /** x Phi(x), or its tanh approximation (Hendrycks and Gimpel 2016). */
    record Gelu(boolean tanh) implements Activation {}

    record LeakyRelu(double negativeSlope) implements Activation {}

    record Elu(double alpha) implements Activation {}

    /** log(1 + exp(beta x)) / beta; x itself where beta x > threshold. */
    record Softplus(double beta, double threshold) implements Activation {}

    /** min(max(x, min), max); infinite where there is no such bound. The gradient is 1 on the bounds too. */
    record Clamp(double min, double max) implements Activation {}

    /** exp(x_i) / sum over {@code dim} of exp(x_j). */
    record Softmax(int dim) implements Activation {}

    record LogSoftmax(int dim) implements Activation {}
}
