package dev.vireo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.tensor.DType;
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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Progress, checkpoints, resumption, metrics and dry runs are the same for every kind of training. */
final class ScenarioTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"Gan", "Distillation", "LanguageModel", "MultiTask"})
    void continuesBitByBitFromTheMiddleOfAnEpoch(String example) throws IOException {
        var whole = folder.resolve("whole");
        var parts = folder.resolve("parts");
        var unbroken = saved(example, whole, new Callback() {});
        assertThatThrownBy(() -> saved(example, parts, interruption())).hasMessage("interrupted");
        assertThat(new Checkpoints(parts).latest().orElseThrow().state().batch())
                .isPositive();
        var resumed = saved(example, parts, new Callback() {});
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
    @ValueSource(strings = {"Gan", "Distillation", "LanguageModel", "MultiTask"})
    void runsDryOnMeta(String example) {
        try (var scenario = Scenario.of(example)) {
            scenario.net().to(Device.META, DType.FLOAT32);
            var trainer = scenario.trainer().precision(Precision.FP16).quiet();
            var result = fit(scenario, trainer, 1);
            assertThat(result.last().loss()).isNaN();
            assertThat(result.last().metrics().values())
                    .isNotEmpty()
                    .allSatisfy(each -> assertThat(each).isNaN());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Gan", "Distillation", "LanguageModel", "MultiTask"})
    void showsTheLossOfEachPhaseAndTheMetrics(String example) {
        var out = new ByteArrayOutputStream();
        var before = System.out;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try (var scenario = Scenario.of(example)) {
            var result = fit(scenario, scenario.trainer().progress(new ConsoleProgress()), 1);
            assertThat(result.last().metrics()).containsKey("validation loss").hasSizeGreaterThan(1);
            assertThat(out.toString(StandardCharsets.UTF_8))
                    .startsWith("epoch 1/1")
                    .contains(result.last().losses().keySet())
                    .contains(result.last().metrics().keySet());
        } finally {
            System.setOut(before);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Gan", "Distillation", "LanguageModel", "MultiTask"})
    void leavesNothingBehind(String example) {
        try (var scenario = Scenario.of(example)) {
            fit(scenario, scenario.trainer().quiet(), 1); // makes the constants that stay
            long tensors = Memory.of(Device.CPU).tensors();
            fit(scenario, scenario.trainer().quiet(), 1);
            assertThat(Memory.of(Device.CPU).tensors()).isEqualTo(tensors);
        }
    }

    private static TrainingResult saved(String example, Path checkpoints, Callback callback) {
        Generator.seeded(5).use();
        try (var scenario = Scenario.of(example)) {
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
