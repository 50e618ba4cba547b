package dev.vireo.training.data;

import dev.vireo.tensor.Generator;

/**
 * A change of samples or batches, usually at random: augmentation.
 *
 * <pre>{@code
 * var train = images.map(new RandomHorizontalFlip(0.5).then(new RandomCrop(32, 32, 4)));
 * var noisy = images.map((sample, random) -> sample.withInput(
 *         sample.input().add(random.nextGaussian() * 0.1)));
 * }</pre>
 *
 * <p>Runs in a loader's threads, several at a time, so it must not share anything that changes. All that is random comes
 * from the generator that it is given, which is also {@link Generator#current()} while it runs.
 */
@FunctionalInterface
public interface Transform {
    /**
     * Returns the changed samples.
     *
     * @param batch one sample, each tensor {@code [1, ...]}, in {@link Dataset#map}; a batch, each tensor {@code [N, ...]},
     *     in {@link DataLoader#mapBatches}
     * @param random the generator of this sample or batch in this pass
     * @return tensors of the current scope
     */
    Batch apply(Batch batch, Generator random);

    /** This transform and then another, which draws from the same generator. */
    default Transform then(Transform next) {
        return (batch, random) -> next.apply(apply(batch, random), random);
    }
}
