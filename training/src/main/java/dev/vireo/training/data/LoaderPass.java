package dev.vireo.training.data;

import dev.vireo.tensor.Device;
import dev.vireo.tensor.Engines;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.engine.Engine;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * One pass over a data set. It owns its batches: each lives until the next is requested, or the pass is closed. A batch
 * is copied to the device as soon as it has been gathered, while the caller works on the previous ones.
 */
public final class LoaderPass implements Iterator<Batch>, AutoCloseable {
    private final BatchSource source;
    private final Device device;
    private final Engine engine = Engines.current(); // the engine of the thread that receives the batches
    private final Optional<Workers> workers;
    private final ArrayDeque<CompletableFuture<SentBatch>> ahead = new ArrayDeque<>();
    private int taken;
    private int asked;
    private int end;
    private @Nullable SentBatch arrived;
    private @Nullable Batch current;

    /**
     * @param depth how many batches are gathered in advance where there are workers
     */
    LoaderPass(BatchSource source, int firstBatch, Device device, int workers, int depth) {
        this.source = source;
        this.device = device;
        this.taken = firstBatch;
        this.asked = firstBatch;
        this.end = source.count();
        this.workers = workers == 0 || firstBatch == end ? Optional.empty() : Optional.of(new Workers(workers));
        for (int i = 0; i < depth; i++) {
            this.workers.ifPresent(this::ask);
        }
    }

    /**
     * The position of a pass, for checkpoints. {@link DataLoader#pass(long, int)} continues from there.
     *
     * @param pass the number of the pass
     * @param nextBatch the number of the next batch
     */
    public record Position(long pass, int nextBatch) {}

    /** The number of this pass and of the batch that {@link #next} gives next. */
    public Position position() {
        return new Position(source.random().pass(), taken);
    }

    /** Whether there is another batch. If not, the last one is freed. */
    @Override
    public boolean hasNext() {
        if (taken == end) {
            free();
        }
        return taken < end;
    }

    /** Returns the next batch and frees the previous one. */
    @Override
    public Batch next() {
        free();
        if (taken == end) {
            throw new NoSuchElementException("the pass is over: closed, or its loader has started another");
        }
        var sent = take();
        arrived = sent;
        var batch = sent.arrive().own();
        current = batch;
        return batch;
    }

    /** Ends the pass and frees its batches, also those that are being gathered, and also where one of them fails. */
    @Override
    public void close() {
        end = taken;
        var freed = ahead.stream()
                .map(batch -> batch.handle((sent, failure) -> sent).thenAccept(LoaderPass::free))
                .toArray(CompletableFuture<?>[]::new);
        ahead.clear();
        workers.ifPresent(Workers::finish);
        try {
            free();
        } finally {
            result(CompletableFuture.allOf(freed));
        }
    }

    private SentBatch take() {
        int number = taken++;
        var first = ahead.poll();
        if (first == null) {
            return Engines.with(engine, () -> send(number));
        }
        workers.ifPresent(this::ask);
        return result(first);
    }

    private void ask(Workers threads) {
        if (asked < end) {
            int number = asked++;
            ahead.add(threads.start(() -> Engines.with(engine, () -> send(number))));
        }
        if (asked == end) {
            threads.finish();
        }
    }

    private SentBatch send(int number) {
        try (var scope = TensorScope.open()) {
            return SentBatch.send(source.batch(number).map(tensor -> tensor.to(engine)), device);
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

    /** Rethrows an exception of a data set unchanged. */
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
