package dev.vireo.models.data;

import dev.vireo.tensor.Tensor;
import dev.vireo.training.data.LabelledDataset;

/**
 * A data set with its usual split.
 *
 * @param train samples to train on
 * @param test samples to test the trained network on
 */
public record TrainTest(LabelledDataset train, LabelledDataset test) {
    /** The first training input, {@code [1, ...]}, as an example input for exports and summaries. Belongs to the current scope. */
    public Tensor sample() {
        return train.gather(0).input();
    }
}
