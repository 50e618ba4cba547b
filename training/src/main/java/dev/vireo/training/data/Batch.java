package dev.vireo.training.data;

import dev.vireo.tensor.Device;
import dev.vireo.tensor.Tensor;

/** Samples to train on together: inputs {@code [N, ...]} and targets {@code [N, ...]}. */
public record Batch(Tensor input, Tensor target) implements AutoCloseable {
    /** The number of samples. */
    public long size() {
        return input.shape().size(0);
    }

    /** The same samples on a device; copies belong to the current scope. */
    public Batch to(Device device) {
        return new Batch(input.to(device), target.to(device));
    }

    /** Takes both tensors out of their scope: the holder of the batch closes it. */
    Batch own() {
        input.own();
        target.own();
        return this;
    }

    @Override
    public void close() {
        input.close();
        target.close();
    }
}
