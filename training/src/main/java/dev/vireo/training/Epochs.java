package dev.vireo.training;

/** How many passes over the training data a run makes. */
public record Epochs(int count) {
    public Epochs {
        if (count < 1) {
            throw new IllegalArgumentException("epochs: a run takes 1 or more, got " + count);
        }
    }

    public static Epochs of(int count) {
        return new Epochs(count);
    }
}
