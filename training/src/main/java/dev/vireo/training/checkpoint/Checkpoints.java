package dev.vireo.training.checkpoint;

import dev.vireo.nn.Layer;
import dev.vireo.tensor.VireoException;
import dev.vireo.tensor.file.FileErrors;
import dev.vireo.training.optimizer.Optimizer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * A folder of checkpoints, {@code epoch-N} each. A new one is written beside its place and moved there whole; only then
 * others go, so that at any moment the last one is complete.
 *
 * <pre>{@code
 * trainer.checkpoints(new Checkpoints(folder).keepLast(3).keepLargest("accuracy"))
 * }</pre>
 */
public final class Checkpoints {
    private static final Pattern NAME = Pattern.compile("epoch-(\\d{1,9})");

    private final Path folder;
    private final Kept kept;

    /** Of which the last is kept. */
    public Checkpoints(Path folder) {
        this(folder, Kept.LAST);
    }

    private Checkpoints(Path folder, Kept kept) {
        this.folder = folder;
        this.kept = kept;
    }

    /** Keeps the last so many, 1 or more. */
    public Checkpoints keepLast(int count) {
        return new Checkpoints(folder, kept.last(count));
    }

    /** Keeps also the first one with the largest value of a metric: accuracy. */
    public Checkpoints keepLargest(String metric) {
        return new Checkpoints(folder, kept.best(new Best(metric, true)));
    }

    /** Keeps also the first one with the smallest value of a metric: an error, or a loss that is measured. */
    public Checkpoints keepSmallest(String metric) {
        return new Checkpoints(folder, kept.best(new Best(metric, false)));
    }

    /** The one of the last epoch, if there is any. */
    public Optional<Checkpoint> latest() {
        return all().stream().max(Comparator.comparingInt(Checkpoints::epoch)).map(Checkpoint::new);
    }

    /**
     * The first one with the largest value of a metric, of those that were kept.
     *
     * @throws VireoException if the metric was not measured
     */
    public Optional<Checkpoint> largest(String metric) {
        return best(new Best(metric, true));
    }

    /**
     * The first one with the smallest value of a metric, of those that were kept.
     *
     * @throws VireoException if the metric was not measured
     */
    public Optional<Checkpoint> smallest(String metric) {
        return best(new Best(metric, false));
    }

    /**
     * Writes a checkpoint; then removes those that are not to be kept, and all of an earlier run.
     *
     * @throws UncheckedIOException if it cannot be written, with the reason; the others stay
     * @throws VireoException if a tensor has no values, or a metric that decides what is kept was not measured
     */
    public void save(Layer net, Optimizer optimizer, TrainingState state) {
        var place = place(state.epoch());
        var part = folder.resolve(place.getFileName() + ".part");
        var keptEpochs = kept.of(state.history());
        try {
            Files.createDirectories(folder);
            remove(part);
            Files.createDirectory(part);
            write(part, net, optimizer, state);
            if (all().stream().anyMatch(each -> epoch(each) >= state.epoch())) {
                clear(); // an earlier run's, which would count as later
            }
            Files.move(part, place, StandardCopyOption.ATOMIC_MOVE);
            for (var each : all()) {
                if (!keptEpochs.contains(epoch(each))) {
                    remove(each);
                }
            }
        } catch (IOException e) {
            throw FileErrors.cannot("write the checkpoint", place, e);
        }
    }

    /**
     * Does what writes here while no other run can.
     *
     * @throws VireoException if another run has the folder
     * @throws UncheckedIOException if it cannot be written into, with the reason
     */
    public <T> T whileLocked(Supplier<T> work) {
        try (var lock = FolderLock.of(folder)) {
            return work.get();
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

    private Optional<Checkpoint> best(Best best) {
        return latest().flatMap(last -> best.of(last.state().history().stream()
                        .filter(report -> Files.isDirectory(place(report.epoch())))
                        .toList()))
                .map(report -> new Checkpoint(place(report.epoch())));
    }

    private Path place(int epoch) {
        return folder.resolve("epoch-" + epoch);
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

    /** What cannot be written whole leaves nothing behind. */
    private static void write(Path part, Layer net, Optimizer optimizer, TrainingState state) throws IOException {
        try {
            Checkpoint.write(part, net, optimizer, state);
        } catch (RuntimeException | Error e) {
            remove(part);
            throw e;
        }
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
