package dev.vireo.training.data;

import dev.vireo.tensor.Tensor;

/** Samples to train on together: inputs {@code [N, ...]} and targets {@code [N, ...]}. */
public record Batch(Tensor input, Tensor target) {
    /** The number of samples. */
    public long size() {
        return input.shape().size(0);
    }
}
