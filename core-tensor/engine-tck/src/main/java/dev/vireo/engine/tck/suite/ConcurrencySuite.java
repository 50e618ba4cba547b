package dev.vireo.engine.tck.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.tensor.ClosedTensorException;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.Memory;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.VireoException;
import dev.vireo.tensor.autograd.Autograd;
import dev.vireo.tensor.autograd.AutogradException;
import dev.vireo.tensor.engine.Engine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Tests threads that use the same tensors at the same time. Results are exact or calls are refused, and nothing leaks.
 */
public final class ConcurrencySuite {
    private static final int THREADS = 4;
    private static final int SIZE = 1000;

    /** Not less than the number of kept tensors after which the values of one move. */
    private static final int MOVED_AFTER = 16;

    private final Engine engine;
    private final SampleRunner bench;
    private final int passes;

    /** @param passes how often each thread does its work */
    public ConcurrencySuite(Engine engine, int passes) {
        this.engine = engine;
        this.bench = SampleRunner.of(engine, DType.FLOAT32);
        this.passes = passes;
    }

    /**
     * All cases. Each runs twice, and the second run must not leak. In cases whose threads do different work, tensors
     * are not combined with Java numbers: each thread caches the scalars that it used, and in the second run another
     * thread may do that work.
     */
    public Stream<DynamicTest> cases() {
        return Stream.of(
                test("a shared leaf adds up exactly", this::sharedLeaf),
                test("a shared graph is differentiated exactly", this::sharedGraph),
                test("a graph that is freed is refused to other threads", this::freedGraph),
                test("hooks come and go", this::hooks),
                test("hooks of a leaf run one at a time", this::hooksTakeTurns),
                test("gradients are cleared and read", this::clearedGradients),
                test("a tensor is closed while others compute with it", this::closedTensor),
                test("a scope is closed while others compute with its tensors", this::closedScope),
                test("a tensor is closed by all at once", this::closedByAll),
                test("a kept tensor is read by all", this::keptTensors),
                test("a tensor is written while others read it", this::writes),
                test("a scope of another thread is refused", this::foreignScope));
    }

    private DynamicTest test(String name, Runnable body) {
        return DynamicTest.dynamicTest(name, () -> {
            run(body); // fills the caches of all threads
            var memory = Memory.of(bench.device());
            long tensors = memory.tensors();
            long bytes = memory.bytes();
            run(body);
            assertThat(memory.tensors()).as("tensors").isLessThanOrEqualTo(tensors);
            assertThat(memory.bytes()).as("bytes").isLessThanOrEqualTo(bytes);
        });
    }

    private void run(Runnable body) {
        bench.run(() -> {
            body.run();
            return true;
        });
    }

    private void together(Runnable once) {
        SimultaneousThreads.run(engine, THREADS, number -> {
            for (int i = 0; i < passes; i++) {
                try (var scope = TensorScope.open()) {
                    once.run();
                }
            }
        });
    }

    private void sharedLeaf() {
        var leaf = ones().requiresGrad(true);
        together(() -> leaf.mul(1).sum().backward());
        assertAll(leaf.grad().orElseThrow(), THREADS * passes);
    }

    private void sharedGraph() {
        var leaf = ones().requiresGrad(true);
        var trunk = leaf.mul(2).mul(leaf); // 2 x^2, whose gradient at 1 is 4
        together(() -> Autograd.backward(List.of(trunk.mul(3).sum()), List.of(), true, false));
        assertAll(leaf.grad().orElseThrow(), 12 * THREADS * passes);
        together(() -> assertAll(
                Autograd.gradients(List.of(trunk.sum()), List.of(leaf), true).get(0), 4));
    }

    private void freedGraph() {
        for (int i = 0; i < passes; i++) {
            var leaf = ones().requiresGrad(true);
            var trunk = leaf.mul(leaf).mul(leaf);
            var through = new AtomicInteger();
            SimultaneousThreads.run(engine, THREADS, number -> {
                try (var scope = TensorScope.open()) {
                    trunk.sum().backward();
                    through.incrementAndGet();
                } catch (AutogradException e) {
                    assertThat(e.getMessage())
                            .contains("together-", "retainGraph")
                            .doesNotContain("\n");
                }
            });
            assertThat(through.get()).isPositive();
        }
    }

    private void hooks() {
        var leaf = ones().requiresGrad(true);
        together(() -> {
            var remove = leaf.hook(gradient -> gradient.mul(1));
            var removeToo = leaf.afterAccumulate(each -> {});
            leaf.mul(1).sum().backward();
            remove.run();
            removeToo.run();
        });
        assertAll(leaf.grad().orElseThrow(), THREADS * passes);
    }

    private void hooksTakeTurns() {
        var leaf = ones().requiresGrad(true);
        var inside = new AtomicInteger();
        var total = new AtomicInteger();
        leaf.afterAccumulate(each -> {
            assertThat(inside.incrementAndGet()).isEqualTo(1);
            total.addAndGet((int) each.grad().orElseThrow().toFloatArray()[0]);
            each.clearGrad();
            inside.decrementAndGet();
        });
        together(() -> leaf.mul(1).sum().backward());
        assertThat(total.get()).isEqualTo(THREADS * passes);
    }

    private void clearedGradients() {
        var leaf = ones().requiresGrad(true);
        SimultaneousThreads.run(engine, THREADS, number -> {
            for (int i = 0; i < passes; i++) {
                try (var scope = TensorScope.open()) {
                    if (number == 0) {
                        leaf.clearGrad();
                    } else if (number == 1) {
                        leaf.grad().ifPresent(ConcurrencySuite::readIfOpen);
                    } else {
                        leaf.mul(leaf).sum().backward();
                    }
                }
            }
        });
    }

    private static void readIfOpen(Tensor tensor) {
        try {
            tensor.add(tensor).toFloatArray();
        } catch (ClosedTensorException e) {
            assertThat(e.getMessage()).doesNotContain("\n");
        }
    }

    private void closedTensor() {
        closedMeanwhile(pass -> {
            var tensor = ones().own();
            pass.accept(tensor);
            tensor.close();
        });
    }

    private void closedScope() {
        closedMeanwhile(pass -> {
            try (var scope = TensorScope.open()) {
                var leaf = ones().requiresGrad(true);
                pass.accept(leaf.mul(leaf));
            }
        });
    }

    /**
     * One thread passes tensors to all others, and closes them while the others compute.
     *
     * @param step creates a tensor, passes it by the given function, and closes it
     */
    private void closedMeanwhile(Consumer<Consumer<Tensor>> step) {
        var queues = queues();
        Consumer<Tensor> pass = tensor -> queues.forEach(queue -> put(queue, tensor));
        SimultaneousThreads.run(engine, THREADS, number -> {
            if (number > 0) {
                consume(queues.get(number - 1));
                return;
            }
            for (int i = 0; i < passes; i++) {
                step.accept(pass);
            }
            queues.forEach(queue -> put(queue, ones().own()));
        });
    }

    /** Computes with the tensors of a queue, some of which are closed meanwhile. This thread closes the last one. */
    private void consume(BlockingQueue<Tensor> queue) {
        for (int i = 0; ; i++) {
            var tensor = take(queue);
            boolean last = i == passes;
            try (var scope = TensorScope.open()) {
                assertAll(tensor.detach().add(tensor).mul(tensor), 2);
                tensor.add(tensor).sum();
                if (tensor.requiresGrad()) {
                    tensor.mul(tensor).sum().backward();
                }
            } catch (ClosedTensorException e) {
                assertThat(last).isFalse();
            } catch (AutogradException e) {
                assertThat(e.getMessage()).contains("freed the saved values").doesNotContain("\n");
            }
            if (last) {
                tensor.close();
                return;
            }
        }
    }

    private void closedByAll() {
        for (int i = 0; i < passes; i++) {
            var tensor = ones().own();
            SimultaneousThreads.run(engine, THREADS, number -> tensor.close());
            assertThat(tensor.isClosed()).isTrue();
        }
    }

    /** One thread keeps tensors, whose values may move, while the others read them; the last one closes them. */
    private void keptTensors() {
        var queues = queues();
        int count = Math.max(passes, MOVED_AFTER + 20);
        var readers = new AtomicInteger(THREADS - 1);
        SimultaneousThreads.run(engine, THREADS, number -> {
            if (number == 0) {
                for (int i = 0; i < count; i++) {
                    var tensor = ones().own();
                    queues.forEach(queue -> put(queue, tensor));
                }
                return;
            }
            var taken = new ArrayList<Tensor>();
            for (int i = 0; i < count; i++) {
                taken.add(take(queues.get(number - 1)));
                try (var scope = TensorScope.open()) {
                    assertAll(taken.get(Math.max(0, i - MOVED_AFTER)).detach().add(taken.get(i)), 2);
                    taken.get(i / 2).assign(ones());
                }
            }
            if (readers.decrementAndGet() == 0) {
                taken.forEach(Tensor::close);
            }
        });
    }

    /** Threads that read while another writes see only values that were written. */
    private void writes() {
        var shared = ones();
        SimultaneousThreads.run(engine, THREADS, number -> {
            for (int i = 0; i < passes; i++) {
                try (var scope = TensorScope.open()) {
                    if (number == 0) {
                        shared.assign(Tensor.full(shared.spec(), i));
                    } else {
                        for (float value : shared.mul(shared).sqrt().toFloatArray()) {
                            assertThat(value).isBetween(0f, (float) passes);
                        }
                    }
                }
            }
        });
        assertAll(shared, passes - 1);
    }

    private void foreignScope() {
        var mine = new AtomicReference<TensorScope>();
        var tensor = new AtomicReference<Tensor>();
        try (var scope = TensorScope.open()) {
            mine.set(scope);
            tensor.set(ones());
            SimultaneousThreads.run(engine, 1, number -> {
                refused(() -> mine.get().close());
                refused(() -> mine.get().keep(tensor.get()));
                refused(() -> tensor.get().close());
                refused(() -> tensor.get().own());
                refused(() -> tensor.get().keep());
                try (var inner = TensorScope.open()) {
                    assertAll(tensor.get().add(tensor.get()), 2);
                }
            });
            assertAll(tensor.get(), 1);
        }
    }

    private static void refused(Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOf(VireoException.class)
                .hasMessageContaining("'" + Thread.currentThread().getName() + "'")
                .hasMessageContaining("opened by the thread '")
                .message()
                .doesNotContain("\n");
    }

    private Tensor ones() {
        return Tensor.ones(SIZE).to(bench.device());
    }

    private static void assertAll(Tensor actual, float expected) {
        var values = new float[SIZE];
        Arrays.fill(values, expected);
        assertThat(actual.toFloatArray()).containsExactly(values);
    }

    private static List<BlockingQueue<Tensor>> queues() {
        return IntStream.range(1, THREADS)
                .mapToObj(i -> (BlockingQueue<Tensor>) new ArrayBlockingQueue<Tensor>(4))
                .toList();
    }

    private static void put(BlockingQueue<Tensor> queue, Tensor tensor) {
        try {
            assertThat(queue.offer(tensor, 1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static Tensor take(BlockingQueue<Tensor> queue) {
        try {
            return Objects.requireNonNull(queue.poll(1, TimeUnit.MINUTES), "no tensor came");
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
