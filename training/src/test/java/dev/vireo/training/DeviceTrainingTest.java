package dev.vireo.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.engine.tck.device.RecordingEngine;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.Engines;
import dev.vireo.tensor.Generator;
import dev.vireo.tensor.Memory;
import dev.vireo.training.callback.Callback;
import dev.vireo.training.metric.Metric;
import dev.vireo.training.optimizer.AdamW;
import dev.vireo.training.precision.Precision;
import dev.vireo.training.report.StepReport;
import dev.vireo.training.schedule.Schedule;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Training runs on {@link RecordingEngine}'s simulated device, which completes each copy as late as its contract
 * allows.
 */
final class DeviceTrainingTest {
    private static final Device GPU = Device.cuda(0);

    private final RecordingEngine engine = new RecordingEngine();

    @TempDir
    private Path folder;

    private long leaks;

    @BeforeEach
    void countLeaks() {
        leaks = Memory.leaks();
    }

    @AfterEach
    void checkThatAllIsFreedInOrder() {
        assertThat(engine.violations()).isEmpty();
        assertThat(engine.held()).isZero();
        assertThat(Memory.leaks()).isEqualTo(leaks);
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void aRunOnADeviceGivesTheSameBitsAsOnTheCpu(Precision precision) {
        var there = fit(GPU, "there", trainer -> trainer.precision(precision));
        assertThat(engine.calls()).filteredOn(call -> call.startsWith("block")).hasSize(2 * (4 + 2));
        var here = fit(Device.CPU, "here", trainer -> trainer.precision(precision));
        assertThat(there.history().get(1).loss())
                .isEqualTo(here.history().get(1).loss());
        assertThat(there.history().get(1).metrics())
                .isEqualTo(here.history().get(1).metrics());
        for (var file : new String[] {"model.safetensors", "optimizer.safetensors"}) {
            assertThat(folder.resolve("there/epoch-2").resolve(file))
                    .hasSameBinaryContentAs(folder.resolve("here/epoch-2").resolve(file));
        }
    }

    @Test
    void anInterruptedRunFreesItsMemoryAndResumesOnTheDevice() {
        fit(GPU, "whole", trainer -> trainer);
        assertThatThrownBy(() -> fit(GPU, "parts", trainer -> trainer.callbacks(interruption())))
                .hasMessage("interrupted");
        assertThat(engine.held()).isZero();
        fit(GPU, "parts", Trainer::resume);
        assertThat(folder.resolve("parts/epoch-2/model.safetensors"))
                .hasSameBinaryContentAs(folder.resolve("whole/epoch-2/model.safetensors"));
    }

    /** The first run is not counted, because each thread caches the scalars that it used. */
    @Test
    void aRunLeaksNoTensorOnTheDevice() {
        fit(GPU, "first", trainer -> trainer);
        long before = Memory.of(GPU).tensors();
        fit(GPU, "second", trainer -> trainer);
        assertThat(Memory.of(GPU).tensors()).isEqualTo(before);
    }

    private TrainingResult fit(Device device, String name, UnaryOperator<Trainer> settings) {
        return Engines.with(engine, () -> {
            Generator.seeded(3).use();
            try (var net = Rings.network().to(device, DType.FLOAT32);
                    var train = Rings.draw(32, 1).shuffled(5).batches(8);
                    var test = Rings.draw(16, 2).batches(8)) {
                var trainer = Trainer.of(net, Loss.crossEntropy())
                        .optimizer(AdamW.of(1e-2).weightDecay(1e-2))
                        .schedule(Schedule.cosine())
                        .clipNorm(1)
                        .accumulate(2)
                        .metrics(Metric.accuracy(), Metric.f1())
                        .checkpoints(folder.resolve(name))
                        .quiet();
                return settings.apply(trainer).fit(train, test, Epochs.of(2));
            }
        });
    }

    private static Callback interruption() {
        return new Callback() {
            @Override
            public void onStep(StepReport report) {
                if (report.epoch() == 2 && report.batch() == 2) {
                    throw new IllegalStateException("interrupted");
                }
            }
        };
    }
}
