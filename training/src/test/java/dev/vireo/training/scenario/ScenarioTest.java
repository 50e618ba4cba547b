package dev.vireo.training.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.tensor.Device;
import dev.vireo.tensor.Generator;
import dev.vireo.tensor.Memory;
import dev.vireo.training.Epochs;
import dev.vireo.training.Trainer;
import dev.vireo.training.TrainingResult;
import dev.vireo.training.callback.Callback;
import dev.vireo.training.callback.ConsoleProgress;
import dev.vireo.training.checkpoint.Checkpoints;
import dev.vireo.training.precision.Precision;
import dev.vireo.training.report.StepReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Progress, checkpoints, resumption, metrics and dry runs are the same for every kind of training. */
final class ScenarioTest {
    @TempDir
    private Path folder;

    static Stream<Named<Supplier<Scenario>>> scenarios() {
        return Stream.of(
                Named.of("GAN", Gan::new),
                Named.of("distillation", Distillation::new),
                Named.of("language model", LanguageModel::new),
                Named.of("multi-task", MultiTask::new));
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void learnsAndMeasures(Supplier<Scenario> made) {
        Generator.seeded(1).use();
        var scenario = made.get();
        try (var net = scenario.net()) {
            var result = fit(scenario, scenario.trainer().quiet(), 40);
            assertThat(result.last().metric(scenario.metric())).isGreaterThan(scenario.goal());
            assertThat(result.last().metric("validation loss")).isFinite();
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void continuesBitByBitFromTheMiddleOfAnEpoch(Supplier<Scenario> made) throws IOException {
        var whole = folder.resolve("whole");
        var parts = folder.resolve("parts");
        var unbroken = saved(made, whole, new Callback() {});
        assertThatThrownBy(() -> saved(made, parts, interruption())).hasMessage("interrupted");
        assertThat(new Checkpoints(parts).latest().orElseThrow().state().batch())
                .isPositive();
        var resumed = saved(made, parts, new Callback() {});
        assertThat(resumed.last().losses()).isEqualTo(unbroken.last().losses());
        assertThat(resumed.last().metrics()).isEqualTo(unbroken.last().metrics());
        try (var files = Files.list(whole.resolve("epoch-3"))) {
            var tensors = files.filter(file -> file.toString().endsWith(".safetensors"))
                    .toList();
            assertThat(tensors).hasSizeGreaterThanOrEqualTo(2);
            assertThat(tensors)
                    .allSatisfy(file -> assertThat(parts.resolve("epoch-3").resolve(file.getFileName()))
                            .hasSameBinaryContentAs(file));
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void runsDryOnMeta(Supplier<Scenario> made) {
        var scenario = made.get();
        try (var net = scenario.net()) {
            scenario.toMeta();
            var result =
                    fit(scenario, scenario.trainer().precision(Precision.FP16).quiet(), 1);
            assertThat(result.last().loss()).isNaN();
            assertThat(result.last().metric(scenario.metric())).isNaN();
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void showsTheLossOfEachPhaseAndTheMetrics(Supplier<Scenario> made) {
        var out = new ByteArrayOutputStream();
        var before = System.out;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        var scenario = made.get();
        try (var net = scenario.net()) {
            var result = fit(scenario, scenario.trainer().progress(new ConsoleProgress()), 1);
            assertThat(out.toString(StandardCharsets.UTF_8))
                    .startsWith("epoch 1/1")
                    .contains(result.last().losses().keySet())
                    .contains("validation loss", scenario.metric());
        } finally {
            System.setOut(before);
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void leavesNothingBehind(Supplier<Scenario> made) {
        var scenario = made.get();
        try (var net = scenario.net()) {
            fit(scenario, scenario.trainer().quiet(), 1); // makes the constants that stay
            long tensors = Memory.of(Device.CPU).tensors();
            fit(scenario, scenario.trainer().quiet(), 1);
            // fewer if the garbage collector has freed what earlier tests dropped
            assertThat(Memory.of(Device.CPU).tensors()).isLessThanOrEqualTo(tensors);
        }
    }

    private static TrainingResult saved(Supplier<Scenario> made, Path checkpoints, Callback callback) {
        Generator.seeded(5).use();
        var scenario = made.get();
        try (var net = scenario.net()) {
            var trainer = scenario.trainer()
                    .checkpoints(new Checkpoints(checkpoints).everySteps(1))
                    .callbacks(callback)
                    .resume()
                    .quiet();
            return fit(scenario, trainer, 3);
        }
    }

    /** Batches of 8, the last one of 4. */
    private static TrainingResult fit(Scenario scenario, Trainer trainer, int epochs) {
        try (var train = scenario.data().shuffled(3).batches(8);
                var test = scenario.data().batches(16)) {
            return trainer.fit(train, test, Epochs.of(epochs));
        }
    }

    private static Callback interruption() {
        return new Callback() {
            @Override
            public void onStep(StepReport report) {
                if (report.epoch() == 2 && report.batch() > 3) {
                    throw new IllegalStateException("interrupted");
                }
            }
        };
    }
}
