package dev.vireo.training.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.VireoException;
import dev.vireo.training.report.EpochReport;
import dev.vireo.training.report.Timing;
import dev.vireo.training.state.State;
import dev.vireo.training.state.Stateful;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damage to the files of a checkpoint is detected before anything is loaded. */
final class DamageTest {
    private static final TrainingState STATE = new TrainingState(
            0,
            7,
            List.of(new EpochReport(1, 2, Map.of("loss", 0.5), Map.of("accuracy", 0.9), 1e-3, new Timing(10, 1))));

    @TempDir
    private Path folder;

    /** A part that records the states loaded into it. */
    private static final class Part implements Stateful {
        private final String name;
        private final float value;
        private final List<Float> loaded = new ArrayList<>();

        Part(String name, float value) {
            this.name = name;
            this.value = value;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public State state() {
            return new State(Map.of("weight", Tensor.of(value, value + 1)), Map.of("number", 3));
        }

        @Override
        public Runnable prepare(State saved) {
            saved.integer("number");
            float first = saved.tensor("weight").toFloatArray()[0];
            return () -> loaded.add(first);
        }
    }

    /** The progress of the run. */
    private record Progress() implements Stateful {
        @Override
        public String name() {
            return "progress";
        }

        @Override
        public State state() {
            return State.ofValues(STATE.values());
        }

        @Override
        public Runnable prepare(State saved) {
            TrainingState.of(saved);
            return () -> {};
        }
    }

    @Test
    void everyFlippedBitIsDetected() throws IOException {
        var checkpoint = save("run", 1);
        var names = names(checkpoint);
        assertThat(names).containsExactly("average.safetensors", "model.safetensors", "state.json");
        for (var name : names) {
            var file = checkpoint.folder().resolve(name);
            var bytes = Files.readAllBytes(file);
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] ^= (byte) (1 << (i % 8));
                Files.write(file, bytes);
                assertRefused(checkpoint, name + ", byte " + i);
                bytes[i] ^= (byte) (1 << (i % 8));
            }
            Files.write(file, bytes);
        }
        assertThatCode(() -> checkpoint.restore(parts())).doesNotThrowAnyException();
    }

    @Test
    void truncatedExtendedAndMissingFilesAreDetected() throws IOException {
        var checkpoint = save("run", 1);
        for (var name : names(checkpoint)) {
            var file = checkpoint.folder().resolve(name);
            var bytes = Files.readAllBytes(file);
            for (int length : new int[] {0, 1, bytes.length / 2, bytes.length - 1, bytes.length + 1}) {
                Files.write(file, Arrays.copyOf(bytes, length));
                assertRefused(checkpoint, name + ", " + length + " bytes");
            }
            Files.delete(file);
            assertRefused(checkpoint, name);
            Files.write(file, bytes);
        }
    }

    @Test
    void aFileOfAnotherRunIsDetected() throws IOException {
        var checkpoint = save("run", 1);
        var other = new Checkpoints(folder.resolve("other"));
        var theirs = other.save("other", STATE, List.of(new Part("model", 5), new Part("average", 5), new Progress()));
        for (var name : names(checkpoint)) {
            var file = checkpoint.folder().resolve(name);
            var own = Files.readAllBytes(file);
            Files.write(file, Files.readAllBytes(theirs.resolve(name)));
            assertRefused(checkpoint, name);
            Files.write(file, own);
        }
    }

    @Test
    void checkpointsOfTwoRunsInOneFolderAreDetected() throws IOException {
        save("first", 1);
        var later = new TrainingState(3, 9, STATE.history());
        var other = new Checkpoints(folder.resolve("other"));
        var theirs = other.save("second", later, parts());
        Files.move(theirs, folder.resolve("run").resolve(theirs.getFileName()));
        assertThatThrownBy(new Checkpoints(folder.resolve("run"))::requireOneRun)
                .isInstanceOf(VireoException.class)
                .hasMessageContainingAll("epoch-1", "epoch-2-batch-3", "different runs");
    }

    @Test
    void aLaterFormatIsRefusedByItsNumber() throws IOException {
        var checkpoint = save("run", 1);
        rewrite(checkpoint, text -> text.replace("\"format\" : 2", "\"format\" : 7"));
        assertThatThrownBy(() -> checkpoint.restore(parts()))
                .isInstanceOf(VireoException.class)
                .hasMessageContainingAll("state.json", "checkpoint format 7", "formats 1 and 2", "a later one");
    }

    @Test
    void newFieldsAndPartsAreIgnored() throws IOException {
        var checkpoint = save("run", 1);
        rewrite(
                checkpoint,
                text -> text.replace("\"run\" :", "\"machine\" : { \"cores\" : 2 },\n  \"run\" :")
                        .replace("\"number\" : 3", "\"later\" : [ 1 ],\n        \"number\" : 3")
                        .replace(
                                "\"parts\" : {",
                                "\"parts\" : {\n    \"new\" : { \"placement\" : \"REPLICATED\", \"files\" : [ ],"
                                        + " \"values\" : { \"x\" : 1 } },"));
        var parts = parts();
        assertThat(checkpoint.restore(parts)).isEqualTo("run");
        assertThat(((Part) parts.get(0)).loaded).containsExactly(1f);
        assertThat(checkpoint.state()).isEqualTo(STATE);
    }

    @Test
    void nothingIsLoadedIfOnePartDoesNotFit() {
        var checkpoint = save("run", 1);
        var parts = parts();
        var missing = new Part("schedule", 0);
        var all = new ArrayList<>(parts);
        all.add(missing);
        assertThatThrownBy(() -> checkpoint.restore(all))
                .isInstanceOf(VireoException.class)
                .hasMessageContainingAll("epoch-1", "'schedule' cannot be loaded", "'number' is missing");
        assertThat(((Part) parts.get(0)).loaded).isEmpty();
        assertThat(((Part) parts.get(1)).loaded).isEmpty();
    }

    private static void assertRefused(Checkpoint checkpoint, String what) {
        var parts = parts();
        assertThatThrownBy(() -> checkpoint.restore(parts))
                .as(what)
                .isInstanceOf(VireoException.class)
                .hasMessageContaining(checkpoint.folder().toString())
                .message()
                .doesNotContain("\n");
        assertThat(((Part) parts.get(0)).loaded).as(what).isEmpty();
    }

    private static List<Stateful> parts() {
        return List.of(new Part("model", 0), new Part("average", 0), new Progress());
    }

    private Checkpoint save(String run, float value) {
        try (var scope = TensorScope.open()) {
            var checkpoints = new Checkpoints(folder.resolve("run"));
            checkpoints.save(run, STATE, List.of(new Part("model", value), new Part("average", value), new Progress()));
            return checkpoints.latest().orElseThrow();
        }
    }

    private static List<String> names(Checkpoint checkpoint) throws IOException {
        try (var files = Files.list(checkpoint.folder())) {
            return files.map(each -> each.getFileName().toString()).sorted().toList();
        }
    }

    private interface Change {
        String of(String text);
    }

    /** Changes the manifest as another version might write it, with a correct checksum. */
    private static void rewrite(Checkpoint checkpoint, Change change) throws IOException {
        var file = checkpoint.folder().resolve("state.json");
        var text = change.of(Files.readString(file));
        int digits = text.indexOf("\"checksum\" : \"") + "\"checksum\" : \"".length();
        var checksum = new CRC32C();
        checksum.update(
                (text.substring(0, digits) + "00000000" + text.substring(digits + 8)).getBytes(StandardCharsets.UTF_8));
        Files.writeString(
                file,
                text.substring(0, digits) + String.format("%08x", checksum.getValue()) + text.substring(digits + 8));
    }
}
