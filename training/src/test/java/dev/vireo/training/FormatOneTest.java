package dev.vireo.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.formats.safetensors.Safetensors;
import dev.vireo.nn.Layer;
import dev.vireo.nn.Linear;
import dev.vireo.nn.Sequential;
import dev.vireo.nn.activation.ReLU;
import dev.vireo.nn.normalization.BatchNorm1d;
import dev.vireo.nn.regularization.Dropout;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.VireoException;
import dev.vireo.training.average.WeightAverage;
import dev.vireo.training.checkpoint.Checkpoints;
import dev.vireo.training.metric.Metric;
import dev.vireo.training.optimizer.AdamW;
import dev.vireo.training.precision.Precision;
import dev.vireo.training.report.EpochReport;
import dev.vireo.training.schedule.Schedule;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Reads a checkpoint that an earlier version of Vireo wrote without a format version. {@code WriteCheckpoint.java}
 * beside it is the program that wrote it.
 */
final class FormatOneTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void copy() throws IOException, URISyntaxException {
        var fixture = FormatOneTest.class.getResource("checkpoint/format-1/epoch-2");
        var target = Files.createDirectory(folder.resolve("epoch-2"));
        try (var files = Files.list(Path.of(fixture.toURI()))) {
            for (var file : files.toList()) {
                Files.copy(file, target.resolve(file.getFileName()));
            }
        }
    }

    @Test
    void isRead() {
        var state = new Checkpoints(folder).latest().orElseThrow().state();
        assertThat(state.epoch()).isEqualTo(2);
        assertThat(state.batch()).isZero();
        assertThat(state.steps()).isEqualTo(6);
        assertThat(state.history())
                .extracting(EpochReport::loss)
                .containsExactly(0.7218063076337179, 0.6960490544637045);
        assertThat(state.history()).extracting(each -> each.metric("accuracy")).containsExactly(0.28, 0.28);
        assertThat(state.history()).extracting(each -> each.timing().samples()).containsExactly(60L, 60L);
    }

    @Test
    void itsNetworkIsLoaded() {
        try (var net = network();
                var scope = TensorScope.open()) {
            new Checkpoints(folder).latest().orElseThrow().load(net);
            var saved = Safetensors.read(folder.resolve("epoch-2/model.safetensors"));
            net.stateDict()
                    .forEach((name, value) -> assertThat(value.toFloatArray())
                            .isEqualTo(saved.get(name).toFloatArray()));
        }
    }

    @Test
    void itsRunResumesAndSavesInTheCurrentFormat() throws IOException {
        try (var net = network()) {
            var result = trainer(net)
                    .fit(
                            Rings.draw(60, 1).shuffled(4).batches(20),
                            Rings.draw(50, 2).batches(50),
                            Epochs.of(3));
            assertThat(result.history()).hasSize(3);
            assertThat(result.steps()).isEqualTo(9);
            assertThat(Files.readString(folder.resolve("epoch-3/state.json")))
                    .contains("\"format\" : 2", "\"cleanSteps\" : 9");
        }
    }

    @Test
    void aMissingPartIsNamed() {
        try (var net = network();
                var average = WeightAverage.exponential(net, 0.9)) {
            assertThatThrownBy(() ->
                            trainer(net).average(average).fit(Rings.draw(60, 1).batches(20), Epochs.of(3)))
                    .isInstanceOf(VireoException.class)
                    .hasMessageContainingAll("epoch-2", "'average' cannot be loaded", "'updates' is missing");
        }
    }

    private Trainer trainer(Layer net) {
        return Trainer.of(net, Loss.crossEntropy())
                .optimizer(AdamW.of(1e-2))
                .schedule(Schedule.cosine().warmup(3))
                .precision(Precision.FP16)
                .metrics(Metric.accuracy())
                .checkpoints(folder)
                .resume()
                .quiet();
    }

    private static Layer network() {
        return new Sequential(new Linear(2, 4), new BatchNorm1d(4), new ReLU(), new Dropout(0.1), new Linear(4, 2));
    }
}
