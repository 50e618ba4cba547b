package dev.vireo.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.engine.tck.device.RecordingEngine;
import dev.vireo.nn.Layer;
import dev.vireo.nn.Linear;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.Engines;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.VireoException;
import dev.vireo.training.checkpoint.Checkpoints;
import dev.vireo.training.optimizer.SGD;
import dev.vireo.training.schedule.Schedule;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run whose loss is NaN or infinite ends with an error, and its last checkpoint has finite values. */
final class NonFiniteTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
    void endsAtTheFirstOneAndKeepsTheLastGoodCheckpoint(double bad) {
        try (var net = new Linear(2, 2)) {
            var loss = badInBatch(7, bad); // the second of epoch 2
            assertThatThrownBy(() -> trainer(net, loss).fit(Rings.draw(50, 1).batches(10), Epochs.of(3)))
                    .isInstanceOf(NonFiniteLossException.class)
                    .hasMessageContainingAll("the loss is", "epoch 2, batch 2 (step 7)", "allowNonFinite()");
            var last = new Checkpoints(folder).latest().orElseThrow();
            assertThat(last.folder()).isEqualTo(folder.resolve("epoch-2-batch-1"));
            last.load(net);
            assertThat(net.parameters().get(0).toFloatArray()).doesNotContain(Float.NaN);
        }
    }

    @Test
    void continuesIfAllowed() {
        try (var net = new Linear(2, 2)) {
            var result = trainer(net, badInBatch(7, Double.NaN))
                    .allowNonFinite()
                    .fit(Rings.draw(50, 1).batches(10), Epochs.of(3));
            assertThat(result.history()).hasSize(3);
            assertThat(result.last().loss()).isNaN();
        }
    }

    /** The last step of the epoch makes the parameters infinite although its own loss is finite. */
    @Test
    void parametersThatAreNotFiniteAreNotSaved() {
        try (var net = new Linear(2, 2)) {
            Loss explosive = (output, target) -> output.sum().mul(1e30);
            assertThatThrownBy(() -> Trainer.of(net, explosive)
                            .optimizer(SGD.of(1e30))
                            .checkpoints(folder)
                            .quiet()
                            .fit(Rings.draw(10, 1).batches(10), Epochs.of(1)))
                    .isInstanceOf(NonFiniteLossException.class)
                    .hasMessageContainingAll("the parameter 'weight' is NaN or infinite", "step 1");
            assertThat(new Checkpoints(folder).latest()).isEmpty();
        }
    }

    /** On a device the loss is read only from time to time, but always before a checkpoint. */
    @Test
    void isDetectedOnADeviceBeforeTheNextCheckpoint() {
        var engine = new RecordingEngine();
        Engines.with(engine, () -> {
            try (var net = new Linear(2, 2).to(Device.cuda(0), DType.FLOAT32)) {
                assertThatThrownBy(() -> Trainer.of(net, badInBatch(3, Double.NaN))
                                .checkpoints(new Checkpoints(folder).everySteps(2))
                                .quiet()
                                .fit(Rings.draw(50, 1).batches(10), Epochs.of(1)))
                        .isInstanceOf(NonFiniteLossException.class);
                assertThat(new Checkpoints(folder).latest().orElseThrow().folder())
                        .isEqualTo(folder.resolve("epoch-1-batch-2"));
                return net;
            }
        });
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, -1})
    void aScheduleThatIsNoNumberIsRefused(double factor) {
        Schedule broken = at -> at.step() < 2 ? 1 : factor;
        try (var net = new Linear(2, 2)) {
            assertThatThrownBy(() -> Trainer.of(net, Loss.crossEntropy())
                            .schedule(broken)
                            .quiet()
                            .fit(Rings.draw(50, 1).batches(10), Epochs.of(1)))
                    .isInstanceOf(VireoException.class)
                    .hasMessageContainingAll("schedule", String.valueOf(factor), "step 2 of 5");
        }
    }

    @Test
    void aNetworkWithoutTrainableParametersIsRefused() {
        try (var net = new Linear(2, 2).freeze()) {
            assertThatThrownBy(() -> Trainer.of(net, Loss.crossEntropy())
                            .quiet()
                            .fit(Rings.draw(10, 1).batches(10), Epochs.of(1)))
                    .isInstanceOf(VireoException.class)
                    .hasMessageContainingAll("no parameters that are trained", "unfreeze()");
        }
    }

    private Trainer trainer(Layer net, Loss loss) {
        return Trainer.of(net, loss)
                .checkpoints(new Checkpoints(folder).everySteps(1))
                .quiet();
    }

    /** Cross entropy that is bad in one batch. Batches count from 1. */
    private static Loss badInBatch(int batch, double bad) {
        var calls = new AtomicInteger();
        return (Tensor output, Tensor target) -> {
            var loss = Loss.crossEntropy().call(output, target);
            return calls.incrementAndGet() == batch ? loss.mul(bad) : loss;
        };
    }
}
