package dev.vireo.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vireo.nn.activation.ReLU;
import dev.vireo.nn.convolution.Conv2d;
import dev.vireo.nn.convolution.ConvOptions;
import dev.vireo.nn.normalization.BatchNorm2d;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.Generator;
import dev.vireo.tensor.Memory;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.autograd.Autograd;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Networks that several threads call at once. */
final class ThreadsTest {
    private static final int THREADS = 8;
    private static final int CALLS = 40;

    private static Sequential net(long seed) {
        Generator.seeded(seed).use();
        return new Sequential(
                new Conv2d(1, 4, ConvOptions.kernel(3)),
                new BatchNorm2d(4),
                new ReLU(),
                new Flatten(),
                new Linear(4 * 6 * 6, 10));
    }

    private static Tensor images() {
        return Tensor.arange(4 * 64).reshape(4, 1, 8, 8).mul(1 / 256.0);
    }

    @Test
    void inferenceIsExactWhileAnotherNetworkIsTrained() throws InterruptedException, ExecutionException {
        var threads = Executors.newFixedThreadPool(THREADS);
        var trainer = Executors.newSingleThreadExecutor();
        try (var net = net(1);
                var trained = net(2);
                var alone = net(2)) {
            net.eval();
            var expected = output(net);
            inference(threads, net, trainer, trained, expected); // fills each thread's caches
            var memory = Memory.of(Device.CPU);
            long tensors = memory.tensors();
            long bytes = memory.bytes();
            for (int i = 0; i < 3; i++) {
                inference(threads, net, trainer, trained, expected);
            }
            assertThat(memory.tensors()).isEqualTo(tensors);
            assertThat(memory.bytes()).isEqualTo(bytes);
            for (int i = 0; i < 4 * CALLS; i++) {
                step(alone);
            }
            assertThat(output(trained)).isEqualTo(output(alone));
        } finally {
            threads.shutdownNow();
            trainer.shutdownNow();
        }
    }

    private static void inference(
            ExecutorService threads, Sequential net, ExecutorService trainer, Sequential trained, float[] expected)
            throws InterruptedException, ExecutionException {
        var ready = new AtomicInteger();
        var work = new ArrayList<Future<?>>();
        work.add(trainer.submit(() -> {
            await(ready);
            for (int step = 0; step < CALLS; step++) {
                step(trained);
            }
        }));
        for (int i = 0; i < THREADS; i++) {
            work.add(threads.submit(() -> {
                await(ready);
                for (int call = 0; call < CALLS; call++) {
                    assertThat(output(net)).isEqualTo(expected);
                }
            }));
        }
        for (var each : work) {
            each.get();
        }
    }

    /**
     * Waits until all threads of the pool and the trainer have started. Otherwise a thread that starts late might run
     * no task in the first round, and fill its caches only later.
     */
    private static void await(AtomicInteger ready) {
        ready.incrementAndGet();
        while (ready.get() < THREADS + 1) {
            Thread.onSpinWait();
        }
    }

    @Test
    void oneNetworkAddsUpTheGradientsOfAllThreads() throws InterruptedException, ExecutionException {
        var threads = Executors.newFixedThreadPool(THREADS);
        try (var net = net(3);
                var alone = net(3)) {
            net.eval();
            alone.eval();
            backward(alone);
            var work = new ArrayList<Future<?>>();
            for (int i = 0; i < THREADS; i++) {
                work.add(threads.submit(() -> backward(net)));
            }
            for (var each : work) {
                each.get();
            }
            for (var name : net.namedParameters().keySet()) {
                var sum = gradient(net, name);
                var one = gradient(alone, name);
                for (int i = 0; i < sum.length; i++) {
                    assertThat(sum[i]).as(name).isEqualTo(THREADS * one[i], within(1e-5f * Math.abs(sum[i])));
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** A call may read parameters from before or after a concurrent step; it must not fail or return NaN. */
    @Test
    void aNetworkMayBeCalledWhileItIsTrained() throws InterruptedException, ExecutionException {
        var threads = Executors.newFixedThreadPool(THREADS);
        try (var net = net(4)) {
            net.eval();
            var work = new ArrayList<Future<?>>();
            for (int i = 1; i < THREADS; i++) {
                work.add(threads.submit(() -> {
                    for (int call = 0; call < CALLS; call++) {
                        assertThat(output(net)).doesNotContain(Float.NaN);
                    }
                }));
            }
            work.add(threads.submit(() -> {
                for (int step = 0; step < CALLS; step++) {
                    step(net);
                }
            }));
            for (var each : work) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static float[] output(Sequential net) {
        try (var scope = TensorScope.open();
                var off = Autograd.noGrad()) {
            return net.call(images()).toFloatArray();
        }
    }

    private static void backward(Sequential net) {
        try (var scope = TensorScope.open()) {
            net.call(images()).square().mean().backward();
        }
    }

    private static void step(Sequential net) {
        backward(net);
        try (var scope = TensorScope.open();
                var off = Autograd.noGrad()) {
            for (var parameter : net.parameters()) {
                parameter.grad().ifPresent(gradient -> parameter.assignAdd(gradient, -0.01));
            }
            net.clearGradients();
        }
    }

    private static float[] gradient(Sequential net, String name) {
        return List.copyOf(net.namedParameters().entrySet()).stream()
                .filter(each -> each.getKey().equals(name))
                .findFirst()
                .orElseThrow()
                .getValue()
                .grad()
                .orElseThrow()
                .toFloatArray();
    }
}
