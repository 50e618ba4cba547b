package dev.vireo.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.engine.tck.device.Balance;
import dev.vireo.engine.tck.device.RecordingEngine;
import dev.vireo.tensor.ClosedTensorException;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.Shape;
import java.util.ArrayList;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Loads batches to a simulated device. Each batch has two tensors and one event. */
final class DeviceLoaderTest {
    private static final Device GPU = Device.cuda(0);
    private static final int BATCHES = 5;

    private final RecordingEngine engine = new RecordingEngine();
    private final LabelledDataset ten = new LabelledDataset(
            new Samples(range(10), Shape.of(1)), IntStream.range(0, 10).toArray());
    private final Balance before = Balance.now();

    @AfterEach
    void checkThatAllIsFreedInOrder() {
        before.check(engine);
    }

    @Test
    void eachBatchIsPinnedCopiedAwaitedUsedAndReleasedInThisOrder() {
        engine.run(() -> {
            var values = new ArrayList<Float>();
            for (var batch : ten.batches(2).to(GPU).ahead(2)) {
                assertThat(batch.target().device()).isEqualTo(GPU);
                for (float value : batch.input().neg().toFloatArray()) {
                    values.add(-value);
                }
            }
            assertThat(values).containsExactly(0f, 1f, 2f, 3f, 4f, 5f, 6f, 7f, 8f, 9f);
        });
        var calls = engine.calls();
        for (int pinned = 1; pinned <= 2 * BATCHES; pinned++) {
            assertThat(calls).containsSubsequence("pin " + pinned, "copy " + pinned, "release " + pinned);
        }
        for (int event = 1; event <= BATCHES; event++) {
            assertThat(calls)
                    .containsSubsequence("record " + event, "block " + event, "synchronize " + event, "close " + event);
        }
        var kernels =
                calls.stream().filter(call -> call.startsWith("run Unary.NEG")).toList();
        assertThat(kernels).hasSize(BATCHES).doesNotHaveDuplicates();
        assertThat(calls).filteredOn(call -> call.startsWith("release")).hasSize(2 * BATCHES);
    }

    /** One worker gathers the batches, so that the order of all calls is determined. */
    @Test
    void theSecondBatchIsBeingCopiedBeforeTheFirstIsUsed() {
        engine.run(() -> {
            try (var pass = ten.batches(5).to(GPU).ahead(1).pass(0)) {
                waitFor(() -> engine.calls().contains("record 1"));
                var first = pass.next();
                waitFor(() -> engine.calls().contains("record 2"));
                first.input().neg();
                pass.next().input().neg();
                assertThat(pass.hasNext()).isFalse();
            }
        });
        var calls = new ArrayList<>(engine.calls());
        assertThat(calls.subList(0, 5)).containsExactly("pin 1", "copy 1", "pin 2", "copy 2", "record 1");
        assertThat(calls)
                .containsSubsequence("block 1", "run Unary.NEG on 1", "synchronize 1", "release 1", "release 2");
        assertThat(calls).containsSubsequence("record 2", "run Unary.NEG on 1", "block 2", "run Unary.NEG on 3");
        assertThat(calls).endsWith("synchronize 2", "release 3", "release 4", "close 2");
    }

    @Test
    void exactlyTwoBatchesAreCopiedBeforeTheFirstRequest() {
        engine.run(() -> {
            try (var pass = ten.batches(2).to(GPU).ahead(2).pass(0)) {
                waitFor(() -> engine.calls().contains("record 2"));
                assertThat(engine.calls()).doesNotContain("block 1", "pin 5");
                pass.next();
                waitFor(() -> engine.calls().contains("record 3"));
                assertThat(engine.calls()).doesNotContain("pin 7");
            }
        });
    }

    @Test
    void anAbandonedPassReleasesAllAfterItsEvents() {
        engine.run(() -> {
            try (var loader = ten.batches(2).to(GPU)) {
                Batch left = null;
                for (var batch : loader) {
                    left = batch;
                    break;
                }
                var abandoned = left;
                for (var batch : loader) { // a new pass ends the previous one
                    assertThat(batch.size()).isEqualTo(2);
                    assertThatThrownBy(() -> abandoned.input().toFloatArray())
                            .isInstanceOf(ClosedTensorException.class);
                    break;
                }
            }
        });
    }

    @Test
    void nothingLeaksIfTheLoopThrows() {
        engine.run(() -> assertThatThrownBy(() -> {
                    try (var loader = ten.batches(2).to(GPU)) {
                        for (var batch : loader) {
                            batch.input().matmul(batch.input());
                        }
                    }
                })
                .hasMessageContaining("matMul"));
    }

    @Test
    void nothingLeaksIfACopyFails() {
        engine.failing("copy 3");
        engine.run(() -> assertThatThrownBy(() -> {
                    try (var loader = ten.batches(2).to(GPU)) {
                        loader.forEach(batch -> batch.input().neg());
                    }
                })
                .hasMessageContaining("transfer to cuda:0")
                .hasMessageContaining("refuses to copy 3"));
        assertThat(engine.calls()).containsSubsequence("copy 3", "synchronize device", "release 3");
    }

    @Test
    void nothingLeaksIfADatasetThrows() {
        var broken = new Dataset() {
            @Override
            public int size() {
                return 10;
            }

            @Override
            public Batch gather(int... places) {
                if (places[0] == 4) {
                    throw new IllegalStateException("no disk");
                }
                return ten.gather(places);
            }
        };
        engine.run(() -> {
            try (var loader = broken.batches(2).to(GPU)) {
                assertThatThrownBy(() -> loader.forEach(batch -> batch.input().neg()))
                        .hasMessage("no disk");
            }
        });
    }

    @Test
    void closingFreesTheOtherBatchesIfFreeingTheCurrentOneFails() {
        engine.failing("synchronize 1");
        engine.run(() -> {
            var loader = ten.batches(5).to(GPU).ahead(1);
            loader.iterator().next();
            assertThatThrownBy(loader::close).hasMessageContaining("synchronize 1");
        });
    }

    @Test
    void closingFreesTheOtherBatchesIfFreeingAPendingOneFails() {
        engine.failing("synchronize 1");
        engine.run(() -> {
            var loader = ten.batches(2).to(GPU).ahead(3);
            assertThat(loader.iterator()).hasNext();
            assertThatThrownBy(loader::close).hasMessageContaining("synchronize 1");
        });
    }

    @Test
    void onTheCpuNothingIsPinned() {
        engine.run(() -> ten.batches(4)
                .forEach(batch -> assertThat(batch.input().device()).isEqualTo(Device.CPU)));
        assertThat(engine.calls()).isEmpty();
    }

    private static void waitFor(BooleanSupplier happened) {
        long end = System.nanoTime() + 10_000_000_000L;
        while (!happened.getAsBoolean()) {
            assertThat(System.nanoTime()).as("a deadline of 10 s").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private static float[] range(int count) {
        var values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = i;
        }
        return values;
    }
}
