package dev.vireo.training.data;

import dev.vireo.tensor.Generator;
import dev.vireo.tensor.TensorScope;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Passes over a data set in batches; the next batch is gathered by another thread while one is worked on. */
public final class DataLoader implements Iterable<Batch> {
    private final Dataset dataset;
    private final int batchSize;
    private final @Nullable Generator order;

    private DataLoader(Dataset dataset, int batchSize, @Nullable Generator order) {
        if (batchSize < 1) {
            throw new IllegalArgumentException("a batch takes at least one sample, got " + batchSize);
        }
        this.dataset = dataset;
        this.batchSize = batchSize;
        this.order = order;
    }

    static DataLoader ordered(Dataset dataset, int batchSize) {
        return new DataLoader(dataset, batchSize, null);
    }

    static DataLoader shuffled(Dataset dataset, int batchSize, long seed) {
        return new DataLoader(dataset, batchSize, Generator.seeded(seed));
    }

    /** The number of samples of a pass. */
    public int samples() {
        return dataset.size();
    }

    /** The number of batches of a pass. */
    public int batches() {
        return (dataset.size() + batchSize - 1) / batchSize;
    }

    /** Starts a pass. Its tensors belong to no scope yet: hand each batch to one with {@link Batch#in}. */
    @Override
    public Iterator<Batch> iterator() {
        var places = order == null ? IntStream.range(0, dataset.size()).toArray() : order.permutation(dataset.size());
        return new Pass(places);
    }

    private final class Pass implements Iterator<Batch> {
        private final int[] places;
        private int next;
        private CompletableFuture<Batch> ahead;

        Pass(int[] places) {
            this.places = places;
            this.ahead = gather();
        }

        @Override
        public boolean hasNext() {
            return next < places.length;
        }

        @Override
        public Batch next() {
            if (!hasNext()) {
                throw new NoSuchElementException("the pass is over");
            }
            var batch = ahead.join();
            next += batchSize;
            ahead = gather();
            return batch;
        }

        private CompletableFuture<Batch> gather() {
            int from = next;
            int to = Math.min(places.length, from + batchSize);
            return from >= to ? new CompletableFuture<>() : CompletableFuture.supplyAsync(() -> owned(from, to));
        }

        /** Nobody's scope is open on the other thread: the batch is handed over as one that its holder owns. */
        private Batch owned(int from, int to) {
            try (var scope = TensorScope.open()) {
                var batch = dataset.gather(places, from, to);
                return new Batch(batch.input().own(), batch.target().own());
            }
        }
    }
}
