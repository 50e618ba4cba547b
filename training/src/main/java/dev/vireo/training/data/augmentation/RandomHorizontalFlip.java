package dev.vireo.training.data.augmentation;

import dev.vireo.tensor.Generator;
import dev.vireo.training.data.Batch;
import dev.vireo.training.data.Transform;

/**
 * Mirrors the input image {@code [1, C, H, W]} left to right with a given probability, as torchvision's
 * {@code RandomHorizontalFlip}.
 *
 * @param probability from 0 to 1
 */
public record RandomHorizontalFlip(double probability) implements Transform {
    /** Refuses a probability outside 0 to 1. */
    public RandomHorizontalFlip {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException(
                    "RandomHorizontalFlip: the probability is " + probability + "; expected 0 to 1");
        }
    }

    @Override
    public Batch apply(Batch sample, Generator random) {
        Images.requireImage("RandomHorizontalFlip", sample.input());
        return random.nextDouble() < probability
                ? sample.withInput(sample.input().flip(3))
                : sample;
    }
}
