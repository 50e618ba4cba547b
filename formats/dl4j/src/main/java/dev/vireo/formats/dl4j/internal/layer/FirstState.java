package dev.vireo.formats.dl4j.internal.layer;

import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;

/** What a recurrence begins with. */
final class FirstState {
    private FirstState() {}

    /** Zeros {@code [N, H]} for sequences {@code [N, T, I]}, made of these, so that N stays free where they are recorded. */
    static Tensor of(Tensor x, long hidden) {
        var first = x.select(1, 0);
        return first.linear(
                Tensor.zeros(x.spec().with(Shape.of(hidden, first.shape().size(1)))));
    }
}
