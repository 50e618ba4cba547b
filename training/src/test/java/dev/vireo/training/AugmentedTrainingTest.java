package dev.vireo.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.tensor.Generator;
import dev.vireo.tensor.Tensor;
import dev.vireo.training.callback.Callback;
import dev.vireo.training.checkpoint.Checkpoints;
import dev.vireo.training.data.Transform;
import dev.vireo.training.optimizer.AdamW;
import dev.vireo.training.report.StepReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs with augmentation give the same weights for any number of workers, and after an interruption. */
final class AugmentedTrainingTest {
    /** Moves a point by random numbers of the sample's generator and of the thread's current generator. */
    private static final Transform JITTER = (sample, random) -> sample.withInput(
            sample.input().add(Tensor.of((float) random.nextGaussian() * 0.1f)).dropout(0.05));

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4})
    void endsInTheSameBitsForAnyNumberOfWorkers(int workers) {
        fit("expected", 2, 5, trainer -> trainer);
        fit("found", workers, 5, trainer -> trainer);
        assertSameModel("found", "expected");
    }

    @Test
    void anotherSeedGivesAnotherRun() throws IOException {
        fit("one", 2, 5, trainer -> trainer);
        fit("other", 2, 6, trainer -> trainer);
        assertThat(Files.readAllBytes(model("one"))).isNotEqualTo(Files.readAllBytes(model("other")));
    }

    @Test
    void resumesInTheMiddleOfAnEpoch() {
        fit("whole", 2, 5, trainer -> trainer);
        assertThatThrownBy(() -> fit(
                        "parts",
                        4,
                        5,
                        trainer -> trainer.checkpoints(everyStep("parts")).callbacks(interruption())))
                .hasMessage("interrupted");
        fit("parts", 0, 5, trainer -> trainer.checkpoints(everyStep("parts")).resume());
        assertSameModel("parts", "whole");
    }

    private void fit(String name, int workers, long seed, UnaryOperator<Trainer> settings) {
        Generator.seeded(3).use();
        try (var net = Rings.network();
                var train = Rings.draw(32, 1)
                        .map(JITTER)
                        .map(JITTER)
                        .shuffled(1)
                        .batches(7)
                        .seed(seed)
                        .mapBatches(JITTER)
                        .workers(workers)) {
            var trainer = Trainer.of(net, Loss.crossEntropy())
                    .optimizer(AdamW.of(1e-2))
                    .checkpoints(folder.resolve(name))
                    .quiet();
            settings.apply(trainer).fit(train, Epochs.of(3));
        }
    }

    private Checkpoints everyStep(String name) {
        return new Checkpoints(folder.resolve(name)).everySteps(1);
    }

    private Path model(String name) {
        return folder.resolve(name).resolve("epoch-3/model.safetensors");
    }

    private void assertSameModel(String found, String expected) {
        assertThat(model(found)).hasSameBinaryContentAs(model(expected));
    }

    private static Callback interruption() {
        return new Callback() {
            @Override
            public void onStep(StepReport report) {
                if (report.epoch() == 2 && report.batch() == 3) {
                    throw new IllegalStateException("interrupted");
                }
            }
        };
    }
}
