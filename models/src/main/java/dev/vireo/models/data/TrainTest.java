package dev.vireo.models.data;

import dev.vireo.tensor.Tensor;
import dev.vireo.training.data.LabelledDataset;

/** A data set in its two parts. */
public record TrainTest(LabelledDataset train, LabelledDataset test) {
    /** The first input, {@code [1, ...]}, of the current scope: to show a network to an exporter or a summary. */
    public Tensor sample() {
        return train.gather(0).input();
    }
}
