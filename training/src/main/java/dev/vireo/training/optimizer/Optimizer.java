package dev.vireo.training.optimizer;

/** Moves parameters by their gradients. */
public interface Optimizer extends AutoCloseable {
    /** One step for all parameters that have a gradient; then the gradients are freed. */
    void step();

    /** The learning rate of the steps to come. */
    void learningRate(double rate);

    double learningRate();

    /** Frees the optimizer's state. */
    @Override
    void close();
}
