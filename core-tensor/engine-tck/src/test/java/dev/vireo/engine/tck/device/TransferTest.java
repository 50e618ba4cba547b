package dev.vireo.engine.tck.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.DeviceException;
import dev.vireo.tensor.Engines;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.Transfer;
import dev.vireo.tensor.VireoException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class TransferTest {
    private static final Device GPU = Device.cuda(0);

    private final RecordingEngine engine = new RecordingEngine();
    private final Balance before = Balance.now();

    @AfterEach
    void checkThatAllIsFreedInOrder() {
        before.check(engine);
    }

    @Test
    void copiesFromPinnedMemoryAndReleasesItAfterTheEvent() {
        engine.run(() -> {
            try (var transfer = Transfer.start(GPU, Tensor.of(1f, -2f))) {
                assertThat(engine.calls()).containsExactly("pin 1", "copy 1", "record 1");
                var there = transfer.arrive().get(0);
                assertThat(there.device()).isEqualTo(GPU);
                assertThat(there.neg().toFloatArray()).containsExactly(-1, 2);
            }
        });
        assertThat(engine.calls())
                .containsExactly(
                        "pin 1",
                        "copy 1",
                        "record 1",
                        "block 1",
                        "run Unary.NEG on 1",
                        "synchronize 1",
                        "release 1",
                        "close 1");
    }

    @Test
    void oneEventFollowsAllCopies() {
        engine.run(() -> {
            try (var transfer = Transfer.start(GPU, Tensor.of(1f, 2f), Tensor.of(3L))) {
                var there = transfer.arrive();
                assertThat(there.get(0).toFloatArray()).containsExactly(1, 2);
                assertThat(there.get(1).dtype()).isEqualTo(DType.INT64);
                assertThat(there.get(1).toLongArray()).containsExactly(3);
            }
        });
        assertThat(engine.calls())
                .startsWith("pin 1", "copy 1", "pin 2", "copy 2", "record 1", "block 1")
                .endsWith("synchronize 1", "release 1", "release 2", "close 1");
    }

    @Test
    void sourcesMayBeClosedAndCopiesOutliveTheTransfer() {
        engine.run(() -> {
            Transfer transfer;
            try (var source = Tensor.of(4f, 5f)) {
                transfer = Transfer.start(GPU, source);
            }
            var there = transfer.arrive().get(0);
            transfer.close();
            assertThat(there.toFloatArray()).containsExactly(4, 5);
        });
    }

    @Test
    void oneThreadStartsAndAnotherReceives() {
        engine.run(() -> {
            var source = Tensor.of(6f);
            var transfer = CompletableFuture.supplyAsync(() -> Transfer.start(GPU, source))
                    .join();
            assertThat(transfer.arrive().get(0).toFloatArray()).containsExactly(6);
            transfer.close();
        });
    }

    @Test
    void copiesThatNobodyReceivesAreFreedOnceComplete() {
        engine.run(() -> Transfer.start(GPU, Tensor.of(1f)).close());
        assertThat(engine.calls())
                .containsExactly("pin 1", "copy 1", "record 1", "synchronize 1", "release 1", "close 1");
    }

    @Test
    void droppedTransfersAreFreedInTheSameOrder() throws InterruptedException {
        engine.run(() -> Transfer.start(GPU, Tensor.of(1f)));
        for (int i = 0; i < 200 && engine.held() > 0; i++) {
            System.gc(); // only the garbage collector finds a dropped transfer
            Thread.sleep(10);
        }
        assertThat(engine.calls()).endsWith("synchronize 1", "release 1", "close 1");
    }

    @Test
    void afterAFailureCopiesAreCompletedBeforeTheyAreFreed() {
        engine.failing("copy 2");
        engine.run(() -> assertThatThrownBy(() -> Transfer.start(GPU, Tensor.of(1f), Tensor.of(2f)))
                .isInstanceOf(VireoException.class)
                .hasMessage("transfer to cuda:0 on float32 [1] on cpu: the device refuses to copy 2"));
        assertThat(engine.calls())
                .containsExactly("pin 1", "copy 1", "pin 2", "copy 2", "synchronize device", "release 1", "release 2");
    }

    @Test
    void nothingLeaksIfAnEventCannotBeRecorded() {
        engine.failing("record 1");
        engine.run(() ->
                assertThatThrownBy(() -> Transfer.start(GPU, Tensor.of(1f))).hasMessageContaining("record 1"));
        assertThat(engine.calls()).endsWith("record 1", "synchronize device", "release 1");
    }

    @Test
    void nothingLeaksIfPinningFails() {
        engine.failing("pin 1");
        engine.run(() -> assertThatThrownBy(() -> Transfer.start(GPU, Tensor.of(1f)))
                .hasMessage("transfer to cuda:0 on float32 [1] on cpu: the device refuses to pin 1"));
        assertThat(engine.calls()).containsExactly("pin 1");
    }

    @Test
    void nothingLeaksIfTheComputingStreamCannotWait() {
        engine.failing("block 1");
        engine.run(() -> {
            try (var transfer = Transfer.start(GPU, Tensor.of(1f))) {
                assertThatThrownBy(transfer::arrive).hasMessageContaining("block 1");
            }
        });
        assertThat(engine.calls()).endsWith("block 1", "synchronize 1", "release 1", "close 1");
    }

    @Test
    void tensorsAlreadyOnTheDeviceAreNotCopied() {
        engine.run(() -> {
            var here = Tensor.of(1f, 2f);
            try (var transfer = Transfer.start(Device.CPU, here)) {
                var same = transfer.arrive().get(0);
                here.assign(Tensor.of(3f, 4f));
                assertThat(same.toFloatArray()).containsExactly(3, 4);
            }
        });
        assertThat(engine.calls()).isEmpty();
    }

    @Test
    void withoutStreamsTheCopyIsSynchronous() {
        engine.run(() -> {
            try (var transfer = Transfer.start(Device.META, Tensor.of(1f, 2f))) {
                assertThat(transfer.arrive().get(0).device()).isEqualTo(Device.META);
            }
        });
        assertThat(engine.calls()).isEmpty();
    }

    @Test
    void isDoneReportsWhetherTheCopiesAreComplete() {
        engine.run(() -> {
            var transfer = Transfer.start(GPU, Tensor.of(1f));
            assertThat(transfer.isDone()).isFalse();
            transfer.arrive();
            assertThat(transfer.isDone()).isTrue();
            transfer.close();
            assertThat(transfer.isDone()).isTrue();
        });
    }

    @Test
    void copiesCanBeReceivedOnce() {
        engine.run(() -> {
            var transfer = Transfer.start(GPU, Tensor.of(1f));
            transfer.arrive();
            assertThatThrownBy(transfer::arrive).hasMessageContaining("have been taken");
            transfer.close();
            transfer.close();
            assertThatThrownBy(transfer::arrive).hasMessageContaining("closed");
        });
    }

    @Test
    void invalidSourcesAreRefused() {
        engine.run(() -> {
            var here = Tensor.of(1f);
            var foreign = Engines.with(Engines.named("reference"), () -> Tensor.of(1f));
            assertThatThrownBy(() -> Transfer.start(GPU)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> Transfer.start(GPU, here, foreign))
                    .isInstanceOf(DeviceException.class)
                    .hasMessageContaining("recording and reference");
            assertThatThrownBy(() -> Transfer.start(GPU, here.to(Device.META))).hasMessageContaining("meta");
        });
    }
}
