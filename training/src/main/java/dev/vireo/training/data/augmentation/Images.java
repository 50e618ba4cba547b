package dev.vireo.training.data.augmentation;

import dev.vireo.tensor.ShapeException;
import dev.vireo.tensor.Tensor;

/** Checks that inputs of transforms are images. */
final class Images {
    private Images() {}

    /** Returns the tensor if it is {@code [N, C, H, W]}, else throws. */
    static Tensor requireImage(String transform, Tensor input) {
        if (input.shape().rank() != 4) {
            throw new ShapeException(transform + ": the input is " + input.shape() + "; expected images [N, C, H, W]");
        }
        return input;
    }
}
