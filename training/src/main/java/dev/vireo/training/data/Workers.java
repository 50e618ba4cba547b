package dev.vireo.training.data;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The threads of one pass. They end when all work is done after {@link #finish}, or some seconds after the last work if
 * a pass is never closed.
 */
final class Workers {
    private static final long IDLE_SECONDS = 10;

    private final ThreadPoolExecutor threads;

    /**
     * @param count 1 or more
     */
    Workers(int count) {
        threads = new ThreadPoolExecutor(
                count, count, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Workers::thread);
        threads.allowCoreThreadTimeOut(true);
    }

    <T> CompletableFuture<T> start(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, threads);
    }

    /** Accepts no more work; started work continues. */
    void finish() {
        threads.shutdown();
    }

    private static Thread thread(Runnable work) {
        var thread = new Thread(work, "vireo-loader");
        thread.setDaemon(true);
        return thread;
    }
}
