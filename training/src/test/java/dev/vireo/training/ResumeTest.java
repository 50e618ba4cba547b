package dev.vireo.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.vireo.tensor.Generator;
import dev.vireo.tensor.VireoException;
import dev.vireo.training.callback.Callback;
import dev.vireo.training.callback.EarlyStopping;
import dev.vireo.training.checkpoint.Checkpoints;
import dev.vireo.training.metric.Metric;
import dev.vireo.training.optimizer.AdamW;
import dev.vireo.training.optimizer.SGD;
import dev.vireo.training.precision.Precision;
import dev.vireo.training.report.EpochReport;
import dev.vireo.training.report.StepReport;
import dev.vireo.training.schedule.Schedule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ResumeTest {
    private static final Epochs EPOCHS = Epochs.of(4);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(Precision.class)
    void aResumedRunGivesTheSameBitsAsAnUninterruptedOne(Precision precision) {
        var whole = fit(trainer -> trainer.precision(precision).checkpoints(folder.resolve("whole")));
        var parts = folder.resolve("parts");
        assertThatThrownBy(() -> fit(trainer -> trainer.precision(precision)
                        .checkpoints(parts)
                        .callbacks(interruptAt(3, 2)))) // in the third epoch
                .hasMessage("interrupted");
        assertThat(parts).isDirectoryContaining("glob:**/epoch-2");
        var resumed =
                fit(trainer -> trainer.precision(precision).checkpoints(parts).resume());
        for (var file : new String[] {"model.safetensors", "optimizer.safetensors"}) {
            assertThat(parts.resolve("epoch-4").resolve(file))
                    .hasSameBinaryContentAs(folder.resolve("whole/epoch-4").resolve(file));
        }
        assertThat(resumed.steps()).isEqualTo(whole.steps());
        assertThat(resumed.history())
                .extracting(EpochReport::loss, EpochReport::metrics)
                .containsExactlyElementsOf(whole.history().stream()
                        .map(each -> tuple(each.loss(), each.metrics()))
                        .toList());
        var state = new Checkpoints(parts).latest().orElseThrow().state();
        var expected =
                new Checkpoints(folder.resolve("whole")).latest().orElseThrow().state();
        assertThat(state.steps()).isEqualTo(expected.steps());
    }

    @Test
    void aCompleteRunIsNotTrainedFurther() {
        var first = fit(trainer -> trainer.checkpoints(folder));
        var again = fit(trainer -> trainer.checkpoints(folder).resume().callbacks(interruptAt(1, 1)));
        assertThat(again).isEqualTo(first);
    }

    @Test
    void aRunThatWasStoppedEarlyStaysStopped() {
        var first =
                fit(trainer -> trainer.optimizer(SGD.of(0)).checkpoints(folder).callbacks(early()));
        assertThat(first.stoppedEarly()).isTrue();
        var again = fit(trainer ->
                trainer.optimizer(SGD.of(0)).checkpoints(folder).resume().callbacks(early()));
        assertThat(again).isEqualTo(first);
    }

    @Test
    void aNaNLossIsSavedAndLoaded() {
        Loss nothing = (output, target) -> output.sum().mul(Double.NaN);
        try (var net = Rings.network()) {
            var trainer = Trainer.of(net, nothing)
                    .checkpoints(folder)
                    .resume()
                    .allowNonFinite()
                    .quiet();
            trainer.fit(Rings.draw(20, 1).batches(20), Epochs.of(1));
            var resumed = trainer.fit(Rings.draw(20, 1).batches(20), Epochs.of(2));
            assertThat(resumed.history())
                    .hasSize(2)
                    .allSatisfy(each -> assertThat(each.loss()).isNaN());
        }
    }

    @Test
    void withoutACheckpointTheRunStartsFromTheBeginning() {
        assertThat(fit(trainer -> trainer.checkpoints(folder).resume()).history())
                .hasSize(4);
    }

    @Test
    void keepsOnlyTheLastCheckpointAndReplacesAnEarlierRun() throws IOException {
        fit(trainer -> trainer.checkpoints(folder));
        assertThat(folder).isDirectoryContaining("glob:**/epoch-4");
        assertThatThrownBy(() -> fit(trainer -> trainer.checkpoints(folder).callbacks(interruptAt(2, 1))))
                .hasMessage("interrupted");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(folder.resolve("epoch-1"), folder.resolve(".lock"));
        }
    }

    @Test
    void aResumedRunKeepsTheBestCheckpointFromBefore() {
        var kept = new Checkpoints(folder).keepLargest("accuracy");
        assertThatThrownBy(() -> fit(trainer -> trainer.checkpoints(kept).callbacks(interruptAt(3, 1))))
                .hasMessage("interrupted");
        var result = fit(trainer -> trainer.checkpoints(kept).resume());
        assertThat(kept.largest("accuracy").orElseThrow().state().epoch())
                .isEqualTo(result.largest("accuracy").epoch());
    }

    @Test
    void aRunThatACallbackStopsIsResumedFromThatStep() {
        var whole = fit(trainer -> trainer.checkpoints(folder.resolve("whole")));
        var parts = folder.resolve("parts");
        var stopped = fit(trainer -> trainer.checkpoints(parts).callbacks(stopAt(2, 3)));
        assertThat(stopped.stoppedEarly()).isTrue();
        assertThat(stopped.history()).hasSize(1);
        assertThat(stopped.steps()).isEqualTo(8); // five in the first epoch
        assertThat(parts).isDirectoryContaining("glob:**/epoch-2-batch-3");
        var resumed = fit(trainer -> trainer.checkpoints(parts).resume());
        assertThat(resumed.last().losses()).isEqualTo(whole.last().losses());
        assertThat(parts.resolve("epoch-4/model.safetensors"))
                .hasSameBinaryContentAs(folder.resolve("whole/epoch-4/model.safetensors"));
        assertThat(parts).isDirectoryNotContaining("glob:**/*batch*");
    }

    @Test
    void aRunThatIsStoppedInItsFirstEpochHasNoReport() {
        var stopped = fit(trainer -> trainer.callbacks(stopAt(1, 2)));
        assertThat(stopped.history()).isEmpty();
        assertThatThrownBy(stopped::last)
                .isInstanceOf(VireoException.class)
                .hasMessageContaining("stopped in its first epoch");
    }

    @Test
    void savesEveryNStepsAndKeepsTheLast() {
        var seen = new ArrayList<String>();
        var checkpoints = new Checkpoints(folder).everySteps(2);
        fit(trainer -> trainer.checkpoints(checkpoints).callbacks(new Callback() {
            @Override
            public void onStep(StepReport report) {
                checkpoints
                        .latest()
                        .ifPresent(last -> seen.add(last.folder().getFileName().toString()));
            }
        }));
        assertThat(seen).startsWith("epoch-1-batch-2", "epoch-1-batch-2", "epoch-1-batch-4", "epoch-1");
        assertThat(folder).isDirectoryNotContaining("glob:**/*batch*");
    }

    @Test
    void aLoaderOfAnotherSizeCannotContinueInTheMiddleOfAnEpoch() {
        fit(trainer -> trainer.checkpoints(folder).callbacks(stopAt(2, 3)));
        try (var net = Rings.network()) {
            assertThatThrownBy(() -> Trainer.of(net, Loss.crossEntropy())
                            .checkpoints(folder)
                            .resume()
                            .quiet()
                            .fit(Rings.draw(100, 1).shuffled(4).batches(10), EPOCHS))
                    .isInstanceOf(VireoException.class)
                    .hasMessageContainingAll("'progress'", "an epoch of 5 batches", "the loader has 10");
        }
    }

    @Test
    void endsWithTheBestWeightsIfRequested() throws IOException {
        var best = fit(trainer -> trainer.checkpoints(folder).endWithLargest("accuracy"));
        var checkpoint = new Checkpoints(folder).largest("accuracy").orElseThrow();
        assertThat(checkpoint.state().epoch())
                .isEqualTo(best.largest("accuracy").epoch());
        assertThatThrownBy(() -> fit(trainer -> trainer.endWithLargest("accuracy")))
                .isInstanceOf(VireoException.class)
                .hasMessageContaining("add checkpoints(folder)");
    }

    @Test
    void endsWithTheWeightsOfTheBestEpoch() {
        try (var net = Rings.network()) {
            var folderOfBest = folder.resolve("best");
            var first = new ArrayList<float[]>();
            Trainer.of(net, Loss.crossEntropy())
                    .optimizer(SGD.of(0.1))
                    .metrics(Metric.mean(
                            "epoch", (output, target) -> output.mul(0).sum().add(first.size())))
                    .callbacks(new Callback() {
                        @Override
                        public void onEpoch(EpochReport report) {
                            first.add(net.parameters().get(0).toFloatArray());
                        }
                    })
                    .checkpoints(folderOfBest)
                    .endWithSmallest("epoch")
                    .quiet()
                    .fit(Rings.draw(40, 1).batches(20), Rings.draw(20, 2).batches(20), Epochs.of(3));
            assertThat(net.parameters().get(0).toFloatArray())
                    .isEqualTo(first.get(0))
                    .isNotEqualTo(first.get(2));
        }
    }

    @Test
    void twoRunsDoNotShareAFolder() {
        var other = new Callback() {
            @Override
            public void onEpoch(EpochReport report) {
                assertThatThrownBy(() -> fit(trainer -> trainer.checkpoints(folder)))
                        .isInstanceOf(VireoException.class)
                        .hasMessageContaining(folder + " is in use by another run");
            }
        };
        assertThat(fit(trainer -> trainer.checkpoints(folder).callbacks(other)).history())
                .hasSize(4);
        assertThat(fit(trainer -> trainer.checkpoints(folder).resume()).history())
                .hasSize(4);
    }

    @Test
    void anIncompleteCheckpointIsIgnored() throws IOException {
        assertThatThrownBy(() -> fit(trainer -> trainer.checkpoints(folder).callbacks(interruptAt(2, 1))))
                .hasMessage("interrupted");
        Files.createDirectories(folder.resolve("epoch-2.part"));
        Files.writeString(folder.resolve("epoch-2.part/model.safetensors"), "half");
        assertThat(fit(trainer -> trainer.checkpoints(folder).resume()).history())
                .hasSize(4);
        assertThat(folder).isDirectoryNotContaining("glob:**/*.part");
    }

    @Test
    void aTruncatedFileIsReportedInOneLine() throws IOException {
        fit(trainer -> trainer.checkpoints(folder));
        for (var name : new String[] {"model.safetensors", "optimizer.safetensors", "state.json"}) {
            var file = folder.resolve("epoch-4").resolve(name);
            var bytes = Files.readAllBytes(file);
            for (int length : new int[] {0, 5, bytes.length / 2, bytes.length - 2}) {
                Files.write(file, Arrays.copyOf(bytes, length));
                assertRefused(name);
            }
            Files.delete(file);
            assertRefused(name);
            Files.write(file, bytes);
        }
        assertThat(fit(trainer -> trainer.checkpoints(folder).resume()).history())
                .hasSize(4);
    }

    @Test
    void anotherOptimizersStateIsRefused() {
        fit(trainer -> trainer.checkpoints(folder));
        assertThatThrownBy(() -> fit(trainer -> trainer.optimizer(SGD.of(0.1).momentum(0.9))
                        .checkpoints(folder)
                        .resume()))
                .isInstanceOf(VireoException.class)
                .hasMessageContaining("momentum_buffer")
                .hasMessageContaining("another optimizer");
    }

    private void assertRefused(String name) {
        assertThatThrownBy(() -> fit(trainer -> trainer.checkpoints(folder).resume()))
                .isInstanceOf(VireoException.class)
                .hasMessageContaining(folder.resolve("epoch-4").toString())
                .hasMessageContaining(name)
                .message()
                .doesNotContain("\n");
    }

    private static TrainingResult fit(UnaryOperator<Trainer> more) {
        Generator.seeded(9).use();
        try (var net = Rings.network()) {
            var trainer = Trainer.of(net, Loss.crossEntropy().labelSmoothing(0.1))
                    .optimizer(AdamW.of(1e-2))
                    .schedule(Schedule.cosine().warmup(3))
                    .metrics(Metric.accuracy())
                    .quiet();
            return more.apply(trainer)
                    .fit(
                            Rings.draw(100, 1).shuffled(4).batches(20),
                            Rings.draw(50, 2).batches(50),
                            EPOCHS);
        }
    }

    private static Callback early() {
        return EarlyStopping.whenNotLarger("accuracy", 1);
    }

    private static Callback stopAt(int epoch, int batch) {
        return new Callback() {
            @Override
            public boolean stopsAfter(StepReport report) {
                return report.epoch() == epoch && report.batch() == batch;
            }
        };
    }

    private static Callback interruptAt(int epoch, int batch) {
        return new Callback() {
            @Override
            public void onStep(StepReport report) {
                if (report.epoch() == epoch && report.batch() == batch) {
                    throw new IllegalStateException("interrupted");
                }
            }
        };
    }
}
