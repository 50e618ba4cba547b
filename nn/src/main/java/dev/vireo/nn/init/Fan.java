package dev.vireo.nn.init;

import dev.vireo.tensor.Shape;
import dev.vireo.tensor.ShapeException;

/**
 * The number of inputs that one output of a weight {@code [out, in, kernel...]} depends on (fan in), and the number of
 * outputs that one input contributes to (fan out). Initializations use them to preserve the variance.
 *
 * @param in the fan in
 * @param out the fan out
 */
public record Fan(long in, long out) {
    /**
     * Selects whether a Kaiming initialization preserves the variance of values (forward) or of gradients (backward).
     */
    public enum Mode {
        /** Preserves the variance of values. */
        IN,
        /** Preserves the variance of gradients. */
        OUT
    }

    /**
     * The fans of a weight.
     *
     * @throws ShapeException if the weight has fewer than two dimensions
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
