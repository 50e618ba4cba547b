package dev.vireo.training.data;

import dev.vireo.tensor.Generator;
import java.util.Arrays;
import java.util.List;

/**
 * Gathers the batches of one pass by number. The result does not depend on which thread requests a batch, or when.
 *
 * @param places the samples of the pass in its order
 * @param count how many batches the pass has
 * @param transforms of whole batches, in their order
 */
record BatchSource(
        Dataset dataset, int[] places, int batchSize, int count, PassRandomness random, List<Transform> transforms) {
    /** Gathers a batch into the current scope. */
    Batch batch(int number) {
        int from = number * batchSize;
        var chosen = Arrays.copyOfRange(places, from, Math.min(places.length, from + batchSize));
        return random.gathering(number).during(() -> {
            var batch = dataset.gather(random, chosen);
            var generator = random.batch(number);
            return transforms.isEmpty() ? batch : generator.during(() -> transformed(batch, generator));
        });
    }

    private Batch transformed(Batch batch, Generator generator) {
        var result = batch;
        for (var transform : transforms) {
            result = transform.apply(result, generator);
        }
        return result;
    }
}
