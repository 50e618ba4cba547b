package dev.vireo.training.data.augmentation;

import dev.vireo.tensor.ShapeException;
import dev.vireo.tensor.Tensor;

/** Checks of what the transforms take for images. */
final class Images {
    private Images() {}

    /** The tensor, if it is {@code [N, C, H, W]}. */
    static Tensor requireImage(String transform, Tensor input) {
        if (input.shape().rank() != 4) {
            throw new ShapeException(transform + ": the input is " + input.shape() + "; expected images [N, C, H, W]");
        }
        return input;
    }
}
