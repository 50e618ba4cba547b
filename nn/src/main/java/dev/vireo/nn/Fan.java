package dev.vireo.nn;

import dev.vireo.tensor.Shape;
import dev.vireo.tensor.ShapeException;

/**
 * How many numbers flow into one output of a weight {@code [out, in, kernel...]}, and out of one input: what
 * initializations keep the variance by.
 */
public record Fan(long in, long out) {
    /** Which of the two a Kaiming initialization keeps the variance along: of values forward, of gradients backward. */
    public enum Mode {
        IN,
        OUT
    }

    /**
     * @throws ShapeException if the weight has less than two dimensions
     */
    public static Fan of(Shape weight) {
        if (weight.rank() < 2) {
            throw new ShapeException("fan: the weight " + weight + " has " + weight.rank()
                    + " dimensions; expected at least 2, [out, in, ...]");
        }
        long kernel = weight.slice(2, weight.rank()).elements();
        return new Fan(weight.size(1) * kernel, weight.size(0) * kernel);
    }

    long by(Mode mode) {
        return mode == Mode.IN ? in : out;
    }
}
