package dev.vireo.training.data;

import dev.vireo.tensor.Generator;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Samples that are accessed by number. A data set is immutable, so several threads may gather from it at once. */
public interface Dataset {
    /** The number of samples. */
    int size();

    /** The samples at the given places, in that order, as a batch of the current scope. */
    Batch gather(int... places);

    /**
     * As {@link #gather(int...)}, for a pass of a loader. A data set that draws random numbers, or that is made of other
     * data sets, overrides this.
     *
     * @param random the generators of the pass
     */
    default Batch gather(PassRandomness random, int... places) {
        return gather(places);
    }

    /** Batches of the given size, in order; the last may be smaller. */
    default DataLoader batches(int size) {
        return new DataLoader(this, size, SampleOrder.GIVEN, 0);
    }

    /** The same samples in a new order at each pass; the same seed gives the same orders. */
    default Shuffled shuffled(long seed) {
        return new Shuffled(this, seed);
    }

    /**
     * The same samples, each passed through a transform whenever it is gathered. In a loader, the transform's generator
     * depends on the loader's seed, the number of the pass and the sample's place in this data set. The batch size, the
     * order and the number of workers make no difference.
     */
    default Dataset map(Transform transform) {
        return new MappedDataset(this, transform);
    }

    /** The samples at the given places, in that order. */
    default Dataset subset(int... places) {
        return new Subset(this, places);
    }

    /** The first samples, at most as many as there are. */
    default Dataset first(int count) {
        return subset(IntStream.range(0, Math.min(count, size())).toArray());
    }

    /**
     * Holds back a random part of the samples; both parts keep the order of the whole.
     *
     * @param share the share that is held back, above 0 and below 1; the number of samples is rounded
     * @param seed decides which samples are held back
     * @throws IllegalArgumentException if the share is out of range
     */
    default Split split(double share, long seed) {
        Split.check("split", share);
        var order = Generator.seeded(seed).permutation(size());
        var held = new boolean[size()];
        Arrays.stream(order).limit(Math.round(share * size())).forEach(place -> held[place] = true);
        return Split.of(this, held);
    }

    /**
     * A data set whose samples come in a new order at each pass.
     *
     * @param dataset the samples
     * @param seed the seed of the orders
     */
    record Shuffled(Dataset dataset, long seed) {
        /** Batches of the given size; the last of a pass may be smaller. */
        public DataLoader batches(int size) {
            return new DataLoader(dataset, size, SampleOrder.shuffled(seed), seed);
        }
    }
}
