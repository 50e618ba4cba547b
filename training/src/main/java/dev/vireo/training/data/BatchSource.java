package dev.vireo.training.data;

import dev.vireo.tensor.Generator;
import java.util.Arrays;
import java.util.List;

/**
 * Gathers the batches of one pass by number. The result does not depend on which thread requests a batch, or when.
 *
 * @param dataset the samples
 * @param batching which samples each batch has
 * @param random the generators of the pass
 * @param transforms of whole batches, in their order
 */
record BatchSource(Dataset dataset, Batching batching, PassRandomness random, List<Transform> transforms) {
    /**
     * Divides the samples of a pass into batches.
     *
     * @param places the samples of the pass in its order
     * @param batchSize the number of samples per batch; the last batch may be shorter
     * @param count how many batches the pass has
     */
    record Batching(int[] places, int batchSize, int count) {
        int[] batch(int number) {
            int from = number * batchSize;
            return Arrays.copyOfRange(places, from, Math.min(places.length, from + batchSize));
        }
    }

    /** The number of batches. */
    int count() {
        return batching.count();
    }

    /** Gathers a batch into the current scope. */
    Batch batch(int number) {
        var chosen = batching.batch(number);
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
