package dev.vireo.training.data;

import java.util.stream.IntStream;

/**
 * A data set in two disjoint parts.
 *
 * @param rest the part for training
 * @param held the part that is held back for validation
 */
public record Split(Dataset rest, Dataset held) {
    static void check(String operation, double share) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException(
                    operation + ": the share is " + share + "; expected above 0 and below 1");
        }
    }

    static Split of(Dataset whole, boolean[] held) {
        return new Split(where(whole, held, false), where(whole, held, true));
    }

    private static Dataset where(Dataset whole, boolean[] held, boolean wanted) {
        return whole.subset(
                IntStream.range(0, held.length).filter(i -> held[i] == wanted).toArray());
    }
}
