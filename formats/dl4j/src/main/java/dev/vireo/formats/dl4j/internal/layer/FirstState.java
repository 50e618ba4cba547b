package dev.vireo.formats.dl4j.internal.layer;

import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;

/** The initial state of a recurrent layer. */
final class FirstState {
    private FirstState() {}

    /**
     * Returns zeros {@code [N, H]} for sequences {@code [N, T, I]}. They are computed from {@code x}, so that N stays
     * dynamic in an exported graph.
     */
    static Tensor of(Tensor x, long hidden) {
        var first = x.select(1, 0);
        return first.linear(
                Tensor.zeros(x.spec().with(Shape.of(hidden, first.shape().size(1)))));
    }
}
