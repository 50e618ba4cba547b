package dev.vireo.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.engine.tck.device.RecordingEngine;
import dev.vireo.nn.Layer;
import dev.vireo.nn.Linear;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.Engines;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.training.data.Batch;
import dev.vireo.training.report.Progress;
import dev.vireo.training.schedule.Position;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Tests when the losses of a run are read. */
final class RunLossesTest {
    private static final Progress AT = new Progress(1, 1, 1, 9, 1);

    private final AtomicLong now = new AtomicLong();

    @Test
    void afterEachStepOnTheCpu() {
        try (var net = new Linear(1, 1);
                var phase = phase(net)) {
            var losses = new RunLosses(List.of(phase), check(net), now::get);
            step(phase, Device.CPU, 3);
            assertThat(losses.afterStep(AT)).containsEntry("loss", 3.0);
            step(phase, Device.CPU, 5);
            assertThat(losses.afterStep(AT)).containsEntry("loss", 5.0);
            assertThat(losses.ofEpoch(AT)).containsEntry("loss", 4.0);
        }
    }

    @Test
    void onlyFromTimeToTimeOnADevice() {
        Engines.with(new RecordingEngine(), () -> {
            var gpu = Device.cuda(0);
            try (var net = new Linear(1, 1).to(gpu, DType.FLOAT32);
                    var phase = phase(net)) {
                var losses = new RunLosses(List.of(phase), check(net), now::get);
                step(phase, gpu, 3);
                assertThat(losses.afterStep(AT).get("loss")).isNaN();
                step(phase, gpu, 5);
                assertThat(losses.afterStep(AT).get("loss")).isNaN();
                now.addAndGet(200_000_000);
                assertThat(losses.afterStep(AT)).containsEntry("loss", 4.0);
                step(phase, gpu, 10);
                assertThat(losses.afterStep(AT))
                        .as("the last one that was read")
                        .containsEntry("loss", 4.0);
                assertThat(losses.ofEpoch(AT)).containsEntry("loss", 6.0);
                return net;
            }
        });
    }

    private static StepCheck check(Layer net) {
        return new StepCheck(Networks.of(net), StepCheck.Mode.LOSS);
    }

    /** A phase whose loss is the target, so that tests choose the losses. */
    private static PhaseStep phase(Layer net) {
        Objective objective = batch -> WeightedLoss.ofMean(
                net.call(batch.input()).mul(0).add(batch.target()).mean(), batch.size());
        return new PhaseStep(Phase.of(net, objective), StepSettings.DEFAULT, Networks.of(net));
    }

    private static void step(PhaseStep phase, Device device, double loss) {
        try (var scope = TensorScope.open()) {
            var target = Tensor.full(new TensorSpec(Shape.of(2, 1), DType.FLOAT32, device), loss);
            phase.run(() -> new Batch(target, target), 1, new Position(0, 9, 9));
        }
    }
}
