package dev.vireo.training.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.tensor.VireoException;
import dev.vireo.training.report.EpochReport;
import dev.vireo.training.report.Timing;
import dev.vireo.training.state.State;
import dev.vireo.training.state.Stateful;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CheckpointsTest {
    @TempDir
    private Path folder;

    @Test
    void keepsOnlyTheLastByDefault() throws IOException {
        save(new Checkpoints(folder), 0.5, 0.9, 0.7);
        assertThat(names()).containsExactly("epoch-3");
    }

    @Test
    void keepsTheLastOnesAndTheBest() throws IOException {
        var checkpoints =
                new Checkpoints(folder).keepLast(2).keepLargest("accuracy").keepSmallest("accuracy");
        save(checkpoints, 0.8, 0.5, 0.9, 0.9, 0.6, 0.7);
        assertThat(names()).containsExactly("epoch-2", "epoch-3", "epoch-5", "epoch-6");
        assertThat(new Checkpoints(folder).largest("accuracy").orElseThrow().folder())
                .isEqualTo(folder.resolve("epoch-3"));
        assertThat(new Checkpoints(folder).smallest("accuracy").orElseThrow().folder())
                .isEqualTo(folder.resolve("epoch-2"));
        assertThat(checkpoints.latest().orElseThrow().state().epoch()).isEqualTo(6);
    }

    @Test
    void theBestIsChosenAmongKeptCheckpoints() {
        save(new Checkpoints(folder).keepLast(2), 0.9, 0.5, 0.6);
        assertThat(new Checkpoints(folder).largest("accuracy").orElseThrow().folder())
                .isEqualTo(folder.resolve("epoch-3"));
        assertThat(new Checkpoints(folder.resolve("none")).largest("accuracy")).isEmpty();
    }

    @Test
    void aNaNMetricIsNeverTheBest() throws IOException {
        save(new Checkpoints(folder).keepLargest("accuracy"), Double.NaN, 0.4, Double.NaN, Double.NaN);
        assertThat(names()).containsExactly("epoch-2", "epoch-4");
    }

    @Test
    void aNewRunReplacesAllCheckpointsOfTheLastOne() throws IOException {
        var checkpoints = new Checkpoints(folder).keepLast(3).keepLargest("accuracy");
        save(checkpoints, 0.9, 0.1, 0.2, 0.3, 0.4);
        save(checkpoints, 0.5);
        assertThat(names()).containsExactly("epoch-1");
        assertThat(checkpoints.latest().orElseThrow().state().history())
                .extracting(each -> each.metric("accuracy"))
                .containsExactly(0.5);
    }

    @Test
    void removesWhatAKilledRunHadStillToRemove() throws IOException {
        save(new Checkpoints(folder).keepLast(3), 0.9, 0.5, 0.6);
        Files.createDirectories(folder.resolve("epoch-3-batch-7.removed/half"));
        Files.createDirectory(folder.resolve("epoch-4-batch-2.part"));
        new Checkpoints(folder).keepLargest("accuracy").removeLeftovers();
        assertThat(names()).containsExactly("epoch-1", "epoch-3");
        new Checkpoints(folder.resolve("none")).removeLeftovers();
        assertThat(folder.resolve("none")).doesNotExist();
    }

    @Test
    void invalidSettingsAreRefusedBeforeAnythingIsWritten() throws IOException {
        assertThatThrownBy(() -> new Checkpoints(folder).keepLast(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot keep 0 checkpoints; expected 1 or more");
        assertThatThrownBy(() -> save(new Checkpoints(folder).keepLargest("f1"), 0.5))
                .isInstanceOf(VireoException.class)
                .hasMessageContaining("metric 'f1' was not measured; there are [accuracy]");
        assertThat(names()).isEmpty();
    }

    private void save(Checkpoints checkpoints, double... accuracies) {
        var history = new ArrayList<EpochReport>();
        for (double accuracy : accuracies) {
            int epoch = history.size() + 1;
            history.add(new EpochReport(
                    epoch,
                    accuracies.length,
                    Map.of("loss", 1.0),
                    Map.of("accuracy", accuracy),
                    1e-3,
                    new Timing(1, 1)));
            var state = new TrainingState(0, epoch, history);
            checkpoints.save("run", state, List.of(new Fixed("progress", State.ofValues(state.values()))));
        }
    }

    /** A part with a constant state. */
    private record Fixed(String name, State state) implements Stateful {
        @Override
        public Runnable prepare(State saved) {
            return () -> {};
        }
    }

    private List<String> names() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(each -> each.getFileName().toString()).sorted().toList();
        }
    }
}
