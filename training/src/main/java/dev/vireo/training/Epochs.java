package dev.vireo.training;

/**
 * The number of passes over the training data in a run.
 *
 * @param count at least 1
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

    /** A run of this many passes. */
    public static Epochs of(int count) {
        return new Epochs(count);
    }
}
