package dev.vireo.training.checkpoint;

import dev.vireo.nn.Layer;
import dev.vireo.training.optimizer.Optimizer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A folder of checkpoints, {@code epoch-N} each. A new one is written beside its place and moved there whole; only then
 * the others go, so that at any moment the last one is complete.
 */
public final class Checkpoints {
    private static final Pattern NAME = Pattern.compile("epoch-(\\d{1,9})");

    private final Path folder;

    public Checkpoints(Path folder) {
        this.folder = folder;
    }

    /** The one of the last epoch, if there is any. */
    public Optional<Checkpoint> latest() {
        return all().stream().max(Comparator.comparingInt(Checkpoints::epoch)).map(Checkpoint::new);
    }

    /**
     * Writes a checkpoint; then removes all others, those of an earlier run too.
     *
     * @throws UncheckedIOException if it cannot be written, with the reason; the others stay
     */
    public void save(Layer net, Optimizer optimizer, TrainingState state) {
        var place = folder.resolve("epoch-" + state.epoch());
        var part = folder.resolve(place.getFileName() + ".part");
        try {
            Files.createDirectories(folder);
            remove(part);
            Files.createDirectory(part);
            write(part, net, optimizer, state);
            var others = all();
            if (Files.exists(place) || others.stream().anyMatch(each -> epoch(each) > state.epoch())) {
                clear(); // an earlier run's, which would count as later
            }
            Files.move(part, place, StandardCopyOption.ATOMIC_MOVE);
            for (var other : others) {
                if (!other.equals(place)) {
                    remove(other);
                }
            }
        } catch (IOException e) {
            throw FileErrors.cannot("write the checkpoint", place, e);
        }
    }

    /** What cannot be written whole leaves nothing behind. */
    private static void write(Path part, Layer net, Optimizer optimizer, TrainingState state) throws IOException {
        try {
            Checkpoint.write(part, net, optimizer, state);
        } catch (RuntimeException | Error e) {
            remove(part);
            throw e;
        }
    }

    /** Removes all checkpoints. */
    public void clear() {
        try {
            for (var each : all()) {
                remove(each);
            }
        } catch (IOException e) {
            throw FileErrors.cannot("remove the checkpoints in", folder, e);
        }
    }

    private List<Path> all() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.filter(
                            each -> NAME.matcher(each.getFileName().toString()).matches())
                    .toList();
        } catch (IOException e) {
            throw FileErrors.cannot("list", folder, e);
        }
    }

    private static int epoch(Path checkpoint) {
        return Integer.parseInt(checkpoint.getFileName().toString().substring("epoch-".length()));
    }

    private static void remove(Path checkpoint) throws IOException {
        if (!Files.exists(checkpoint)) {
            return;
        }
        try (var files = Files.walk(checkpoint)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
