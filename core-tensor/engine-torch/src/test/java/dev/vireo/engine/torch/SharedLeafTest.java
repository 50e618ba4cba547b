package dev.vireo.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import java.util.ArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;

/**
 * Four threads run 3,000 backward passes each to one leaf, 20 times. This takes minutes:
 * {@code mvn verify -Pslow -pl core-tensor/engine-torch -am -Dtest=SharedLeafTest}. The conformance suite has a short
 * version.
 */
@Tag("slow")
class SharedLeafTest {
    private static final int THREADS = 4;
    private static final int PASSES = 3_000;

    @RepeatedTest(20)
    void gradientsAddUpExactly() throws InterruptedException, ExecutionException {
        var threads = Executors.newFixedThreadPool(THREADS);
        try (var leaf = Tensor.ones(100).own().requiresGrad(true)) {
            var work = new ArrayList<Future<?>>();
            for (int i = 0; i < THREADS; i++) {
                work.add(threads.submit(() -> passes(leaf)));
            }
            for (var each : work) {
                each.get();
            }
            assertThat(leaf.grad().orElseThrow().toFloatArray()).containsOnly(THREADS * PASSES);
        } finally {
            threads.shutdownNow();
        }
    }

    private static void passes(Tensor leaf) {
        for (int i = 0; i < PASSES; i++) {
            try (var scope = TensorScope.open()) {
                leaf.mul(1).sum().backward();
            }
        }
    }
}
