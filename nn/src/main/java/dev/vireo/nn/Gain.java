package dev.vireo.nn;

/** What an activation function takes from the standard deviation, to be multiplied into the weights before it. */
public final class Gain {
    /** Of none, and of a sigmoid. */
    public static final double LINEAR = 1;

    public static final double RELU = Math.sqrt(2);
    public static final double TANH = 5.0 / 3;
    public static final double SELU = 0.75;

    private Gain() {}

    public static double leakyRelu(double negativeSlope) {
        return Math.sqrt(2 / (1 + negativeSlope * negativeSlope));
    }
}
