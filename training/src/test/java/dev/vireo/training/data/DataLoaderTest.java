package dev.vireo.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.tensor.ClosedTensorException;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.Memory;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.TensorScope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class DataLoaderTest {
    private final LabelledDataset ten =
            new LabelledDataset(new Samples(range(20), Shape.of(2)), new int[] {0, 1, 0, 1, 0, 1, 0, 1, 0, 1});
    private long tensors;
    private long leaks;

    @BeforeEach
    void countTensors() {
        tensors = Memory.of(Device.CPU).tensors();
        leaks = Memory.leaks();
    }

    @AfterEach
    void checkThatAllTensorsAreFreed() {
        assertThat(Memory.of(Device.CPU).tensors()).isEqualTo(tensors);
        assertThat(Memory.leaks()).isEqualTo(leaks);
    }

    @Test
    void returnsAllSamplesInOrder() {
        var seen = new ArrayList<String>();
        for (var batch : ten.batches(4)) {
            seen.add(
                    Arrays.toString(batch.input().toIntArray()) + batch.target().shape());
        }
        assertThat(seen)
                .containsExactly(
                        "[0, 1, 2, 3, 4, 5, 6, 7][4]", "[8, 9, 10, 11, 12, 13, 14, 15][4]", "[16, 17, 18, 19][2]");
    }

    @Test
    void shufflesEachPassDifferentlyAndReproducibly() {
        var loader = ten.shuffled(5).batches(3);
        var first = firsts(loader);
        var second = firsts(loader);
        assertThat(first).isNotEqualTo(second).containsExactlyInAnyOrderElementsOf(second);
        var again = ten.shuffled(5).batches(3);
        assertThat(firsts(again)).isEqualTo(first);
        assertThat(firsts(again)).isEqualTo(second);
        assertThat(firsts(ten.shuffled(6).batches(3))).isNotEqualTo(first);
    }

    @Test
    void aPassCanBeRequestedByItsNumber() {
        var loader = ten.shuffled(5).batches(3);
        firsts(loader);
        var second = firsts(loader);
        var other = ten.shuffled(5).batches(3);
        try (var pass = other.pass(1)) {
            assertThat(pass.next().target().shape()).isEqualTo(Shape.of(3));
        }
        other.pass(0).close();
        assertThat(firsts(other)).isEqualTo(second);
    }

    @Test
    void aPassStartsAtAnyBatch() {
        var loader = ten.shuffled(5).batches(3);
        var whole = firsts(loader);
        for (int first = 0; first <= loader.batches(); first++) {
            try (var pass = loader.pass(0, first)) {
                assertThat(pass.position()).isEqualTo(new LoaderPass.Position(0, first));
                assertThat(firsts(pass)).isEqualTo(whole.subList(Math.min(10, 3 * first), 10));
                assertThat(pass.position()).isEqualTo(new LoaderPass.Position(0, 4));
            }
        }
        assertThatThrownBy(() -> loader.pass(0, 5))
                .hasMessageContaining("batch 5")
                .hasMessageContaining("0 to 4");
    }

    @Test
    void dropLastLeavesOutASmallerLastBatch() {
        var loader = ten.batches(4).dropLast();
        assertThat(loader.samples()).isEqualTo(8);
        assertThat(loader.batches()).isEqualTo(2);
        assertThat(firsts(loader)).containsExactly(0, 2, 4, 6, 8, 10, 12, 14);
        assertThat(firsts(ten.batches(5).dropLast())).hasSize(10);
        assertThat(ten.batches(11).dropLast().batches()).isZero();
        assertThat(firsts(ten.batches(11).dropLast())).isEmpty();
    }

    @Test
    void withoutWorkersTheCallingThreadGathersEachBatchOnRequest() {
        var gathered = new ArrayList<Thread>();
        var dataset = dataset(places -> {
            gathered.add(Thread.currentThread());
            return ten.gather(places);
        });
        try (var loader = dataset.batches(4).workers(0);
                var pass = loader.pass(0)) {
            assertThat(gathered).isEmpty();
            pass.next();
            assertThat(gathered).containsExactly(Thread.currentThread());
            assertThat(firsts(pass)).hasSize(6);
            assertThat(gathered).hasSize(3).containsOnly(Thread.currentThread());
        }
    }

    @Test
    void allWorkersGatherAtTheSameTime() {
        var barrier = new CyclicBarrier(3);
        var dataset = dataset(places -> {
            try {
                barrier.await(10, TimeUnit.SECONDS);
            } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
                throw new IllegalStateException(e);
            }
            return ten.gather(places);
        });
        assertThat(firsts(dataset.first(6).batches(2).workers(3))).hasSize(6);
    }

    @Test
    void anyDatasetCanBeSplit() {
        var dataset = dataset(ten::gather);
        var split = dataset.split(0.3, 1);
        assertThat(split.held().size()).isEqualTo(3);
        assertThat(firsts(split.rest().batches(4))).hasSize(7).isSorted();
        assertThat(firsts(split.rest().batches(4)))
                .doesNotContainAnyElementsOf(firsts(split.held().batches(4)));
        assertThat(firsts(dataset.split(0.3, 1).held().batches(4)))
                .isEqualTo(firsts(split.held().batches(4)));
        assertThat(IntStream.range(0, 10)
                        .mapToObj(seed -> firsts(dataset.split(0.3, seed).held().batches(4)))
                        .distinct())
                .hasSizeGreaterThan(5);
        assertThatThrownBy(() -> dataset.split(0, 1))
                .hasMessage("split: the share is 0.0; expected above 0 and below 1");
    }

    @Test
    void freesABatchWhenTheNextIsRequested() {
        var batches = new ArrayList<Batch>();
        for (var batch : ten.batches(4)) {
            batches.add(batch);
        }
        assertThat(batches)
                .hasSize(3)
                .allSatisfy(batch -> assertThat(batch.input().isClosed()).isTrue());
    }

    @Test
    void anUnfinishedPassIsFreedByTheNext() {
        var loader = ten.batches(2);
        Batch left = null;
        for (var batch : loader) {
            left = batch;
            break;
        }
        assertThat(left.input().isClosed()).isFalse();
        assertThat(firsts(loader)).hasSize(10);
        var closed = left;
        assertThatThrownBy(() -> closed.input().toFloatArray()).isInstanceOf(ClosedTensorException.class);
    }

    @Test
    void anUnfinishedPassIsFreedByClosing() {
        try (var loader = ten.batches(2).ahead(4)) {
            for (var batch : loader) {
                assertThat(batch.size()).isEqualTo(2);
                break;
            }
        }
    }

    /**
     * Passes end by {@code break}, by an exception of the loop or of the data set, or while batches are still gathered.
     */
    @Test
    void unfinishedPassesLeakNothingOnceClosed() {
        var inside = new AtomicInteger();
        var gatherers = ConcurrentHashMap.<Thread>newKeySet();
        for (int round = 0; round < 300; round++) {
            int failing = round % 3 == 0 ? round % 10 : -1;
            var dataset = dataset(places -> {
                inside.incrementAndGet();
                gatherers.add(Thread.currentThread());
                try {
                    Thread.yield();
                    if (Arrays.stream(places).anyMatch(place -> place == failing)) {
                        throw new IllegalStateException("no disk");
                    }
                    return ten.gather(places);
                } finally {
                    inside.decrementAndGet();
                }
            });
            var loader = dataset.batches(1 + round % 4).workers(round % 3).ahead(1 + round % 5);
            int taken = round % 7;
            boolean throwing = round % 2 == 0;
            try (loader) {
                for (var batch : loader) {
                    if (taken-- == 0 && throwing) {
                        throw new IllegalStateException("of size " + batch.size());
                    }
                    if (taken < 0) {
                        break;
                    }
                }
            } catch (IllegalStateException e) {
                assertThat(e.getMessage()).containsAnyOf("no disk", "of size");
            }
            assertThat(inside).as("threads that gather after close").hasValue(0);
            assertThat(Memory.of(Device.CPU).tensors()).as("round %d", round).isEqualTo(tensors);
        }
        gatherers.remove(Thread.currentThread());
        assertThat(gatherers).isNotEmpty().allSatisfy(DataLoaderTest::hasEnded);
    }

    private static void hasEnded(Thread thread) throws InterruptedException {
        thread.join(10_000);
        assertThat(thread.isAlive()).isFalse();
    }

    /** Each thread caches the scalars that it used. A loader's threads end, so their caches must be freed. */
    @Test
    void scalarCachesOfWorkersAreFreed() {
        var scaled = dataset(places -> {
            var batch = ten.gather(places);
            return new Batch(batch.input().mul(0.00390625 + places[0] % 2), batch.target());
        });
        int passes = 100;
        long held = 0;
        for (int pass = 0; pass < passes; pass++) {
            firsts(scaled.batches(2));
            held = Memory.of(Device.CPU).tensors() - tensors;
        }
        assertThat(held).isLessThan(20);
        tensors += held;
    }

    @Test
    void requestingABatchAfterTheLastFails() {
        var loader = ten.batches(2);
        var pass = loader.iterator();
        loader.close();
        assertThat(pass.hasNext()).isFalse();
        assertThatThrownBy(pass::next)
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("over");
    }

    @Test
    void exceptionsOfADatasetAreRethrownUnchanged() {
        var broken = dataset(places -> {
            throw new IllegalStateException("no disk");
        });
        try (var loader = broken.batches(1)) {
            assertThatThrownBy(() -> loader.iterator().next())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("no disk");
        }
    }

    @Test
    void stratifiedSplitHoldsBackAShareOfEachClass() {
        var labels = new int[200];
        Arrays.fill(labels, 150, 200, 7);
        var dataset = new LabelledDataset(new Samples(range(200), Shape.of(1)), labels);
        var split = dataset.stratified(0.1, 3);
        assertThat(split.held().size()).isEqualTo(20);
        assertThat(split.rest().size()).isEqualTo(180);
        assertThat(labels(split.held())).filteredOn(label -> label == 7).hasSize(5);
        assertThat(inputs(split.held())).doesNotContainAnyElementsOf(inputs(split.rest()));
        assertThat(inputs(dataset.stratified(0.1, 3).held())).isEqualTo(inputs(split.held()));
        assertThat(inputs(dataset.stratified(0.1, 4).held())).isNotEqualTo(inputs(split.held()));
    }

    @Test
    void invalidArgumentsAreRefused() {
        assertThatThrownBy(() -> new Samples(range(3), Shape.of(2))).hasMessageContaining("3 values");
        assertThatThrownBy(() -> new LabelledDataset(new Samples(range(4), Shape.of(2)), new int[1]))
                .hasMessageContaining("2 inputs have 1 labels");
        assertThatThrownBy(() -> ten.batches(0)).hasMessageContaining("0");
        assertThatThrownBy(() -> ten.batches(1).workers(-1)).hasMessageContaining("-1");
        assertThatThrownBy(() -> ten.subset(10)).hasMessageContaining("no sample 10");
        assertThatThrownBy(() -> ten.stratified(1, 1)).hasMessageContaining("1.0");
    }

    private static Dataset dataset(Function<int[], Batch> gather) {
        return new Dataset() {
            @Override
            public int size() {
                return 10;
            }

            @Override
            public Batch gather(int... places) {
                return gather.apply(places);
            }
        };
    }

    private static List<Integer> firsts(DataLoader loader) {
        return firsts(loader.iterator());
    }

    private static List<Integer> firsts(Iterator<Batch> batches) {
        var firsts = new ArrayList<Integer>();
        while (batches.hasNext()) {
            var batch = batches.next();
            for (int i = 0; i < batch.size(); i++) {
                firsts.add(batch.input().toIntArray()[2 * i]);
            }
        }
        return firsts;
    }

    private static List<Float> inputs(Dataset dataset) {
        try (var scope = TensorScope.open()) {
            var all = new ArrayList<Float>();
            for (float value : all(dataset).input().toFloatArray()) {
                all.add(value);
            }
            return all;
        }
    }

    private static List<Long> labels(Dataset dataset) {
        try (var scope = TensorScope.open()) {
            return Arrays.stream(all(dataset).target().toLongArray()).boxed().toList();
        }
    }

    private static Batch all(Dataset dataset) {
        return dataset.gather(IntStream.range(0, dataset.size()).toArray());
    }

    private static float[] range(int count) {
        var values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = i;
        }
        return values;
    }
}
