package dev.vireo.nn.parametrization;

import dev.vireo.tensor.Dims;
import dev.vireo.tensor.ShapeException;
import dev.vireo.tensor.Tensor;

/** The dimensions of a weight {@code [out, ...]} that belong to one output. */
final class PerOutput {
    private PerOutput() {}

    /**
     * All dimensions but the first.
     *
     * @throws ShapeException if there are none
     */
    static Dims dims(String parametrization, Tensor weight) {
        int rank = weight.shape().rank();
        if (rank < 2) {
            throw new ShapeException(parametrization + ": the weight " + weight.shape() + " has " + rank
                    + " dimensions; expected at least 2, [out, in, ...]");
        }
        return Dims.range(1, rank);
    }
}
