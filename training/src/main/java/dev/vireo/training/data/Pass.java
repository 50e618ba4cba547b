package dev.vireo.training.data;

import dev.vireo.tensor.Device;
import dev.vireo.tensor.Engines;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.engine.Engine;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * One way through a data set. Owns its batches: each lives until the next is asked for, or the pass is closed. A batch is
 * on its way to the device as soon as it has been gathered, while those before it are worked on.
 */
public final class Pass implements Iterator<Batch>, AutoCloseable {
    private final Dataset dataset;
    private final int[] places;
    private final int batchSize;
    private final Device device;
    private final Engine engine = Engines.current(); // of the thread that takes the batches
    private final ArrayDeque<CompletableFuture<SentBatch>> ahead = new ArrayDeque<>();
    private int asked;
    private @Nullable SentBatch arrived;
    private @Nullable Batch current;

    Pass(Dataset dataset, int[] places, int batchSize, Device device, int depth) {
        this.dataset = dataset;
        this.places = places;
        this.batchSize = batchSize;
        this.device = device;
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
        var sent = result(first);
        arrived = sent;
        var batch = sent.arrive().own();
        current = batch;
        return batch;
    }

    /** Ends the pass and frees its batches, those too that are being gathered; all of them, also where one fails. */
    @Override
    public void close() {
        asked = places.length;
        var freed = ahead.stream()
                .map(batch -> batch.handle((sent, failure) -> sent).thenAccept(Pass::free))
                .toArray(CompletableFuture<?>[]::new);
        ahead.clear();
        try {
            free();
        } finally {
            result(CompletableFuture.allOf(freed));
        }
    }

    private void ask() {
        if (asked >= places.length) {
            return;
        }
        var chosen = Arrays.copyOfRange(places, asked, Math.min(places.length, asked + batchSize));
        asked += batchSize;
        ahead.add(CompletableFuture.supplyAsync(() -> Engines.with(engine, () -> send(chosen))));
    }

    private SentBatch send(int[] chosen) {
        try (var scope = TensorScope.open()) {
            return SentBatch.send(dataset.gather(chosen).map(tensor -> tensor.to(engine)), device);
        }
    }

    private void free() {
        if (current != null) {
            current.close();
            current = null;
        }
        var landed = arrived;
        arrived = null;
        free(landed);
    }

    private static void free(@Nullable SentBatch sent) {
        if (sent != null) {
            sent.close();
        }
    }

    /** What a data set throws is the consumer's to see as it was thrown. */
    private static <T> T result(CompletableFuture<T> future) {
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
