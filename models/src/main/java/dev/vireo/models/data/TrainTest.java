package dev.vireo.models.data;

import dev.vireo.training.data.Dataset;

/** A data set in its two parts. */
public record TrainTest(Dataset train, Dataset test) {}
