package dev.vireo.engine.tck.suite;

import dev.vireo.tensor.Engines;
import dev.vireo.tensor.engine.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.function.IntConsumer;

/** Runs work in several threads that start at the same moment. */
final class SimultaneousThreads {
    private SimultaneousThreads() {}

    /**
     * Runs work in several threads, which create their tensors on an engine, and waits for all of them.
     *
     * @param work takes the thread's number, from 0 on
     * @throws AssertionError if a thread throws; its cause is the first exception
     */
    static void run(Engine engine, int threads, IntConsumer work) {
        var barrier = new CyclicBarrier(threads);
        var failures = new ArrayList<Throwable>();
        var all = new ArrayList<Thread>();
        for (int i = 0; i < threads; i++) {
            int number = i;
            all.add(new Thread(
                    () -> {
                        try {
                            barrier.await();
                            Engines.with(engine, () -> {
                                work.accept(number);
                                return true;
                            });
                        } catch (RuntimeException | Error | InterruptedException | BrokenBarrierException e) {
                            synchronized (failures) {
                                failures.add(e);
                            }
                        }
                    },
                    "together-" + i));
        }
        all.forEach(Thread::start);
        all.forEach(SimultaneousThreads::join);
        report(failures);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while threads were running", e);
        }
    }

    private static void report(List<Throwable> failures) {
        if (!failures.isEmpty()) {
            var error = new AssertionError(
                    failures.size() + " threads failed, the first with " + failures.get(0), failures.get(0));
            failures.subList(1, failures.size()).forEach(error::addSuppressed);
            throw error;
        }
    }
}
