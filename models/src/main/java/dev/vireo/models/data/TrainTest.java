package dev.vireo.models.data;

import dev.vireo.training.data.LabelledDataset;

/** A data set in its two parts. */
public record TrainTest(LabelledDataset train, LabelledDataset test) {}
