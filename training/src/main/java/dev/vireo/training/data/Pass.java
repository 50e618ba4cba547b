package dev.vireo.training.data;

import dev.vireo.tensor.TensorScope;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** One way through a data set. Owns its batches: each lives until the next is asked for, or the pass is closed. */
public final class Pass implements Iterator<Batch>, AutoCloseable {
    private final Dataset dataset;
    private final int[] places;
    private final int batchSize;
    private final ArrayDeque<CompletableFuture<Batch>> ahead = new ArrayDeque<>();
    private int asked;
    private @Nullable Batch current;

    Pass(Dataset dataset, int[] places, int batchSize, int depth) {
        this.dataset = dataset;
        this.places = places;
        this.batchSize = batchSize;
        for (int i = 0; i < depth; i++) {
            ask();
        }
    }

    /** Whether there is another batch; where there is none, the last one is freed. */
    @Override
    public boolean hasNext() {
        if (ahead.isEmpty()) {
            free();
        }
        return !ahead.isEmpty();
    }

    /** The next batch; the one before is freed. */
    @Override
    public Batch next() {
        free();
        var first = ahead.poll();
        if (first == null) {
            throw new NoSuchElementException("the pass is over: closed, or its loader has started another");
        }
        ask();
        var batch = result(first);
        current = batch;
        return batch;
    }

    /** Ends the pass and frees its batches, those too that are being gathered. */
    @Override
    public void close() {
        asked = places.length;
        free();
        for (var batch = ahead.poll(); batch != null; batch = ahead.poll()) {
            batch.handle((gathered, failure) -> gathered).thenAccept(Pass::free).join();
        }
    }

    private void ask() {
        if (asked >= places.length) {
            return;
        }
        var chosen = Arrays.copyOfRange(places, asked, Math.min(places.length, asked + batchSize));
        asked += batchSize;
        ahead.add(CompletableFuture.supplyAsync(() -> gather(chosen)));
    }

    /** No scope of the consumer is open on the other thread: the batch is handed over as one that its holder owns. */
    private Batch gather(int[] chosen) {
        try (var scope = TensorScope.open()) {
            return dataset.gather(chosen).own();
        }
    }

    private void free() {
        free(current);
        current = null;
    }

    private static void free(@Nullable Batch batch) {
        if (batch != null) {
            batch.close();
        }
    }

    /** What a data set throws is the consumer's to see as it was thrown. */
    private static Batch result(CompletableFuture<Batch> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
