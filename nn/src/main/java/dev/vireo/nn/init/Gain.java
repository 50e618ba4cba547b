package dev.vireo.nn.init;

/** Factors for initial weights that compensate for the change of the standard deviation by the activation function. */
public final class Gain {
    /** No activation, or a sigmoid. */
    public static final double LINEAR = 1;

    /** ReLU. */
    public static final double RELU = Math.sqrt(2);
    /** Tanh. */
    public static final double TANH = 5.0 / 3;
    /** SELU. */
    public static final double SELU = 0.75;

    private Gain() {}

    /** Leaky ReLU with the given slope. */
    public static double leakyRelu(double negativeSlope) {
        return Math.sqrt(2 / (1 + negativeSlope * negativeSlope));
    }
}
