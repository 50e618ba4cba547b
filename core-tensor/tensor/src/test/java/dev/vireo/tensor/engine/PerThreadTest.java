package dev.vireo.tensor.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class PerThreadTest {
    private final AtomicInteger made = new AtomicInteger();
    private final PerThread<Integer> numbers = PerThread.of(made::incrementAndGet);

    @Test
    void aThreadKeepsItsValue() throws InterruptedException {
        assertThat(numbers.get()).isEqualTo(1);
        assertThat(ofAnotherThread()).isEqualTo(2);
        assertThat(numbers.get()).isEqualTo(1);
    }

    @Test
    void theValueOfAnEndedThreadIsReused() throws InterruptedException {
        numbers.get();
        for (int thread = 0; thread < 100; thread++) {
            assertThat(ofAnotherThread()).isEqualTo(2);
        }
        assertThat(made).hasValue(2);
    }

    /** From Java 19 on, the common pool's threads forget their thread locals after each task. */
    @Test
    void aThreadWithClearedThreadLocalsFindsItsValue() {
        for (int task = 0; task < 100; task++) {
            ForkJoinPool.commonPool().submit(numbers::get).join();
        }
        // this thread may help with a task
        assertThat(made).hasValueLessThanOrEqualTo(ForkJoinPool.getCommonPoolParallelism() + 1);
    }

    @Test
    void runningThreadsShareNoValue() throws InterruptedException {
        var all = new CountDownLatch(4);
        var seen = new ArrayList<Integer>();
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < 4; i++) {
            var thread = new Thread(() -> {
                int mine = numbers.get();
                all.countDown();
                await(all);
                synchronized (seen) {
                    seen.add(mine);
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (var thread : threads) {
            thread.join();
        }
        assertThat(seen).containsExactlyInAnyOrder(1, 2, 3, 4);
    }

    private int ofAnotherThread() throws InterruptedException {
        var found = new AtomicReference<>(0);
        var thread = new Thread(() -> found.set(numbers.get()));
        thread.start();
        thread.join();
        return found.get();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
