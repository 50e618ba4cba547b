package dev.vireo.training;

/**
 * How many passes over the training data a run makes.
 *
 * @param count 1 or more
 */
public record Epochs(int count) {
    /**
     * Checks the number.
     *
     * @throws IllegalArgumentException if it is less than 1
     */
    public Epochs {
        if (count < 1) {
            throw new IllegalArgumentException("epochs: a run takes 1 or more, got " + count);
        }
    }

    /** So many passes. */
    public static Epochs of(int count) {
        return new Epochs(count);
    }
}
