package dev.vireo.models.recipe;

import dev.vireo.nn.Block;
import dev.vireo.tensor.VireoException;
import dev.vireo.tensor.file.FileErrors;
import dev.vireo.tensor.file.WholeFile;
import dev.vireo.training.checkpoint.Checkpoint;
import dev.vireo.training.checkpoint.Checkpoints;
import dev.vireo.training.checkpoint.JsonFile;
import dev.vireo.training.data.Dataset;
import dev.vireo.training.report.TrainingPlot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/**
 * A folder that holds a training run: run.json (its description), checkpoints, metrics.json (its metrics) and plot.png
 * (their curves).
 */
public final class Run {
    private static final String DESCRIPTION = "run.json";
    private static final String METRICS = "metrics.json";
    private static final String PLOT = "plot.png";

    private final Path folder;
    private final RunFile file;

    private Run(Path folder, RunFile file) {
        this.folder = folder;
        this.file = file;
    }

    /**
     * Starts a run in a folder, which is created if it does not exist. A run of the same description that the folder holds
     * starts over.
     *
     * @param table where the recipe of a run that the folder holds is looked up
     * @throws VireoException if the folder holds another run
     * @throws UncheckedIOException if one of the run's files cannot be written
     */
    public static Run create(Path folder, RunDescription description, RecipeTable table) {
        var id = UUID.randomUUID().toString();
        if (Files.isRegularFile(folder.resolve(DESCRIPTION))) {
            var found = read(folder, table);
            found.description().difference(description).ifPresent(difference -> {
                throw new VireoException(
                        folder + " holds another run: " + difference + "; pass another --out, or remove it");
            });
            id = found.id().isEmpty() ? id : found.id();
        }
        var run = new Run(folder, new RunFile(id, description));
        try {
            Files.createDirectories(folder);
            run.requirePlaces();
            Files.deleteIfExists(folder.resolve(METRICS));
            Files.deleteIfExists(folder.resolve(PLOT));
        } catch (IOException e) {
            throw FileErrors.cannot("write into the folder", folder, e);
        }
        run.file.write(folder.resolve(DESCRIPTION));
        return run;
    }

    /**
     * The run of a folder, to be continued.
     *
     * @throws VireoException if the folder holds none, or another
     * @throws UncheckedIOException if one of the run's files cannot be written
     */
    public static Run resume(Path folder, RunDescription description, RecipeTable table) {
        var found = read(folder, table);
        found.description().difference(description).ifPresent(difference -> {
            throw new VireoException(folder + " cannot be resumed, it holds another run: " + difference
                    + "; leave out what differs, or begin a run in another --out");
        });
        var run = new Run(folder, new RunFile(found.id(), description));
        run.requirePlaces();
        run.latest().ifPresent(run::requireOwn);
        return run;
    }

    /**
     * The run of a folder.
     *
     * @throws VireoException if the folder holds none
     */
    public static Run open(Path folder, RecipeTable table) {
        return new Run(folder, read(folder, table));
    }

    /** What the run depends on. */
    public RunDescription description() {
        return file.description();
    }

    /** The id of the run, which its checkpoints have too; empty if an earlier version of Vireo began it. */
    String id() {
        return file.id();
    }

    /** The folder that the trainer saves its state in. */
    public Path checkpoints() {
        return folder.resolve("checkpoints");
    }

    /**
     * Refuses what the run's recipe does not support.
     *
     * @throws VireoException if the recipe does not
     */
    public void require(Capability capability) {
        var recipe = description().recipe();
        if (!recipe.capabilities().contains(capability)) {
            throw new VireoException(capability.command() + ": the recipe " + recipe.name() + " does not support it");
        }
    }

    /**
     * The network of the last checkpoint, or of the best epoch if the run keeps that, in evaluation mode.
     *
     * @throws VireoException if there is none, or it is damaged
     */
    public TrainedNetwork<?> network() {
        var found = checkpoint();
        while (true) {
            try {
                return network(description().recipe(), found);
            } catch (VireoException | UncheckedIOException e) {
                var now = checkpoint();
                if (now.folder().equals(found.folder())) {
                    throw e;
                }
                found = now; // training continued meanwhile, and replaced the checkpoint
            }
        }
    }

    private <N extends Block> TrainedNetwork<N> network(Recipe<N> recipe, Checkpoint checkpoint) {
        var net = recipe.network(description().options());
        try {
            requireOwn(checkpoint);
            checkpoint.load(net);
            net.eval();
            return new TrainedNetwork<>(recipe, description().options(), net);
        } catch (VireoException e) {
            net.close();
            throw new VireoException(
                    checkpoint.folder() + " does not give the run's network: " + e.getMessage() + "; train it again",
                    e);
        } catch (RuntimeException e) {
            net.close();
            throw e;
        }
    }

    /**
     * The data that the network is tested on.
     *
     * @param from the folder that holds the data; if empty, the one that the run was trained with
     * @throws VireoException if they are missing, truncated or of another format, or if the recipe's data have no folder
     */
    public Dataset testData(Optional<Path> from) {
        var recipe = description().recipe();
        var options = description().options();
        if (from.isPresent() && !options.has(CommonOptions.DATA.name())) {
            throw new VireoException(
                    "--data does not go with the recipe " + recipe.name() + ", whose data come with Vireo");
        }
        return recipe.data(from.map(place -> options.with(CommonOptions.DATA, place))
                        .orElse(options))
                .test();
    }

    /** Writes metrics.json and plot.png. */
    void finish(RunMetrics metrics) {
        JsonFile.write(folder.resolve(METRICS), metrics.toJson());
        WholeFile.write(folder.resolve(PLOT), TrainingPlot.png(metrics.history()));
    }

    /** Checks before any work that the results can be written at its end. */
    private void requirePlaces() {
        for (var name : new String[] {DESCRIPTION, METRICS, PLOT}) {
            WholeFile.requirePlace(folder.resolve(name));
        }
    }

    private Checkpoint checkpoint() {
        var found = description().options().get(CommonOptions.KEEP) == FinalWeights.BEST
                ? description().recipe().selection().of(new Checkpoints(checkpoints()))
                : latest();
        return found.orElseThrow(() -> new VireoException(
                folder + " holds no trained network yet: its run was ended in" + " the first epoch; begin it again"));
    }

    private Optional<Checkpoint> latest() {
        return new Checkpoints(checkpoints()).latest();
    }

    /** Refuses a checkpoint of another run. Those of earlier versions of Vireo have no id. */
    private void requireOwn(Checkpoint checkpoint) {
        var other = checkpoint.run();
        if (!other.isEmpty() && !id().isEmpty() && !other.equals(id())) {
            throw new VireoException(checkpoint.folder() + " is a checkpoint of the run " + other + ", but "
                    + DESCRIPTION + " describes the run " + id());
        }
    }

    private static RunFile read(Path folder, RecipeTable table) {
        var file = folder.resolve(DESCRIPTION);
        if (Files.isRegularFile(file)) {
            return RunFile.read(file, table);
        }
        if (Files.isDirectory(folder)) {
            throw new VireoException(folder + " holds no run; make one with vireo train ... --out " + folder);
        }
        throw new VireoException(
                Files.exists(folder)
                        ? folder + " is not a folder; expected one that vireo train has written"
                        : "there is no folder " + folder + "; make it with vireo train ... --out " + folder);
    }
}
