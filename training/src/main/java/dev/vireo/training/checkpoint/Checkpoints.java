package dev.vireo.training.checkpoint;

import dev.vireo.tensor.VireoException;
import dev.vireo.tensor.file.FileErrors;
import dev.vireo.training.state.Stateful;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A folder with the checkpoints of a run: {@code epoch-N} after each epoch, and on request also {@code epoch-N-batch-B}
 * in the middle of an epoch. A new one is written under another name and renamed when it is complete; only then others
 * are removed. So at any moment the last one is complete.
 *
 * <pre>{@code
 * trainer.checkpoints(new Checkpoints(folder).everySteps(1000).keepLast(3).keepLargest("accuracy"))
 * }</pre>
 */
public final class Checkpoints {
    /** The end of the name of a folder that is being written. */
    private static final String PART = ".part";
    /** The end of the name of a folder that is being removed. */
    private static final String REMOVED = ".removed";

    private final Path folder;
    private final RetentionPolicy kept;
    private final OptionalLong interval;

    /** Saves after each epoch and keeps the last checkpoint. */
    public Checkpoints(Path folder) {
        this(folder, RetentionPolicy.LAST, OptionalLong.empty());
    }

    private Checkpoints(Path folder, RetentionPolicy kept, OptionalLong interval) {
        this.folder = folder;
        this.kept = kept;
        this.interval = interval;
    }

    /**
     * Also saves every n optimizer steps. Such a checkpoint is kept until the next one of any kind has been saved.
     *
     * @param steps 1 or more
     */
    public Checkpoints everySteps(long steps) {
        if (steps < 1) {
            throw new IllegalArgumentException("everySteps: saves every " + steps + " steps; expected 1 or more");
        }
        return new Checkpoints(folder, kept, OptionalLong.of(steps));
    }

    /** Keeps the checkpoints of the last epochs, at least one. */
    public Checkpoints keepLast(int count) {
        return new Checkpoints(folder, kept.last(count), interval);
    }

    /** Keeps also the first one with the largest value of a metric: accuracy. */
    public Checkpoints keepLargest(String metric) {
        return new Checkpoints(folder, kept.best(new BestEpoch(metric, true)), interval);
    }

    /** Keeps also the first one with the smallest value of a metric: an error, or a loss that is measured. */
    public Checkpoints keepSmallest(String metric) {
        return new Checkpoints(folder, kept.best(new BestEpoch(metric, false)), interval);
    }

    /** Whether a checkpoint is due after this many steps, besides those after each epoch. */
    public boolean isDueAfter(long steps) {
        return interval.isPresent() && steps % interval.getAsLong() == 0;
    }

    /** The last one, if there is any. */
    public Optional<Checkpoint> latest() {
        return names().max(Comparator.naturalOrder()).map(this::checkpoint);
    }

    /**
     * The first one with the largest value of a metric, of those that were kept.
     *
     * @throws VireoException if the metric was not measured
     */
    public Optional<Checkpoint> largest(String metric) {
        return best(new BestEpoch(metric, true));
    }

    /**
     * The first one with the smallest value of a metric, of those that were kept.
     *
     * @throws VireoException if the metric was not measured
     */
    public Optional<Checkpoint> smallest(String metric) {
        return best(new BestEpoch(metric, false));
    }

    /**
     * Requires that all checkpoints are of one run.
     *
     * @throws VireoException if they are not, naming two of them
     */
    public void requireOneRun() {
        var all = names().sorted().map(this::checkpoint).toList();
        for (var each : all) {
            var first = all.get(0);
            if (!each.run().equals(first.run())
                    && !each.run().isEmpty()
                    && !first.run().isEmpty()) {
                throw new VireoException(first.folder() + " and " + each.folder()
                        + " are checkpoints of different runs; remove those of the other run");
            }
        }
    }

    /**
     * Writes a checkpoint; then removes those that are not to be kept, and all of an earlier run.
     *
     * @param run the id of the run
     * @param state how far the run has come
     * @param parts all that is to be saved; one of them holds {@code state}
     * @return the checkpoint's folder
     * @throws UncheckedIOException if it cannot be written, with the reason; the others stay
     * @throws VireoException if a tensor has no values, or a metric that decides what is kept was not measured
     */
    public Path save(String run, TrainingState state, List<Stateful> parts) {
        var name = CheckpointName.of(state);
        var place = place(name);
        var part = folder.resolve(name + PART);
        var keptEpochs = kept.of(state.history());
        try {
            Files.createDirectories(folder);
            removeParts();
            Files.createDirectory(part);
            write(part, run, parts);
            if (names().anyMatch(each -> each.compareTo(name) >= 0)) {
                clear(); // checkpoints of an earlier run, which may have higher numbers
            }
            Files.move(part, place, StandardCopyOption.ATOMIC_MOVE);
            removeOthers(name, keptEpochs);
            return place;
        } catch (IOException e) {
            throw FileErrors.cannot("write the checkpoint", place, e);
        }
    }

    /**
     * Removes what a killed run had still to remove after it had written its last checkpoint: folders that are half removed,
     * and checkpoints that are not to be kept.
     *
     * @throws UncheckedIOException if the folder cannot be written into, with the reason
     */
    public void removeLeftovers() {
        var last = latest();
        if (last.isEmpty()) {
            return;
        }
        var state = last.get().state();
        try {
            removeParts();
            removeOthers(CheckpointName.of(state), kept.of(state.history()));
        } catch (IOException e) {
            throw FileErrors.cannot("remove old checkpoints in", folder, e);
        }
    }

    /**
     * Does work that writes into the folder while no other run can.
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
            for (var each : names().toList()) {
                remove(each);
            }
        } catch (IOException e) {
            throw FileErrors.cannot("remove the checkpoints in", folder, e);
        }
    }

    private Optional<Checkpoint> best(BestEpoch best) {
        return latest().flatMap(last -> best.of(last.state().history().stream()
                        .filter(report -> Files.isDirectory(place(new CheckpointName(report.epoch(), 0))))
                        .toList()))
                .map(report -> checkpoint(new CheckpointName(report.epoch(), 0)));
    }

    private Checkpoint checkpoint(CheckpointName name) {
        return new Checkpoint(place(name));
    }

    private Path place(CheckpointName name) {
        return folder.resolve(name.toString());
    }

    private Stream<CheckpointName> names() {
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (var files = Files.list(folder)) {
            return files
                    .flatMap(each -> CheckpointName.parse(each.getFileName().toString()).stream())
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw FileErrors.cannot("list", folder, e);
        }
    }

    /** A checkpoint that cannot be written completely leaves nothing behind. */
    private static void write(Path part, String run, List<Stateful> parts) throws IOException {
        try {
            Checkpoint.write(part, run, parts);
        } catch (RuntimeException | Error e) {
            remove(part);
            throw e;
        }
    }

    /** Removes all checkpoints but a new one and those after the kept epochs. */
    private void removeOthers(CheckpointName saved, Set<Integer> keptEpochs) throws IOException {
        for (var each : names().toList()) {
            boolean stays = each.isBetweenEpochs() && keptEpochs.contains(each.epochs());
            if (!stays && !each.equals(saved)) {
                remove(each);
            }
        }
    }

    /** Renames a checkpoint first, so that one that is only half removed is not taken for a whole one. */
    private void remove(CheckpointName name) throws IOException {
        var removed = folder.resolve(name + REMOVED);
        Files.move(place(name), removed, StandardCopyOption.ATOMIC_MOVE);
        remove(removed);
    }

    /** Removes folders that a killed run has left incomplete. */
    private void removeParts() throws IOException {
        try (var files = Files.list(folder)) {
            for (var each : files.filter(Checkpoints::isPart).toList()) {
                remove(each);
            }
        }
    }

    private static boolean isPart(Path file) {
        var name = file.getFileName().toString();
        var base = name.replaceFirst("(\\.part|\\.removed)$", "");
        return !base.equals(name) && CheckpointName.parse(base).isPresent();
    }

    private static void remove(Path place) throws IOException {
        if (!Files.exists(place)) {
            return;
        }
        try (var files = Files.walk(place)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
