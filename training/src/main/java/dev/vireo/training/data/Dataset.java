package dev.vireo.training.data;

import java.util.stream.IntStream;

/** Samples by number. Does not change, so that several threads may gather from it at once. */
public interface Dataset {
    /** The number of samples. */
    int size();

    /** The samples at the given places, in that order, as a batch of the current scope. */
    Batch gather(int... places);

    /** Batches of so many samples in order; the last may be smaller. */
    default DataLoader batches(int size) {
        return new DataLoader(this, size, Order.GIVEN);
    }

    /** The same samples in a new order at each pass, the same orders with the same seed. */
    default Shuffled shuffled(long seed) {
        return new Shuffled(this, seed);
    }

    /** Some of the samples. */
    default Dataset subset(int... places) {
        return new Subset(this, places);
    }

    /** The first samples, at most as many as there are. */
    default Dataset first(int count) {
        return subset(IntStream.range(0, Math.min(count, size())).toArray());
    }

    /** Samples that come in a new order at each pass. */
    record Shuffled(Dataset dataset, long seed) {
        /** Batches of so many samples; the last of a pass may be smaller. */
        public DataLoader batches(int size) {
            return new DataLoader(dataset, size, Order.shuffled(seed));
        }
    }
}
