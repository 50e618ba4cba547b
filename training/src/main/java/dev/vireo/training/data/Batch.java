package dev.vireo.training.data;

import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;

/** Samples to train on together: inputs {@code [N, ...]} and targets {@code [N, ...]}. */
public record Batch(Tensor input, Tensor target) {
    /** The number of samples. */
    public long size() {
        return input.shape().size(0);
    }

    /** Hands both tensors to a scope, which frees them; until then they are nobody's. */
    public Batch in(TensorScope scope) {
        scope.adopt(input);
        scope.adopt(target);
        return this;
    }
}
