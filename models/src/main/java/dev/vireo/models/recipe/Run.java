package dev.vireo.models.recipe;

import dev.vireo.nn.Layer;
import dev.vireo.tensor.VireoException;
import dev.vireo.tensor.file.FileErrors;
import dev.vireo.tensor.file.WholeFile;
import dev.vireo.training.checkpoint.Checkpoint;
import dev.vireo.training.checkpoint.Checkpoints;
import dev.vireo.training.checkpoint.JsonFile;
import dev.vireo.training.data.LabelledDataset;
import dev.vireo.training.report.TrainingPlot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A folder with what a training run leaves: run.json (what it is), checkpoints, metrics.json (how it went) and
 * plot.png.
 */
public final class Run {
    private static final String DESCRIPTION = "run.json";
    private static final String METRICS = "metrics.json";
    private static final String PLOT = "plot.png";

    private final Path folder;
    private final Description description;

    private Run(Path folder, Description description) {
        this.folder = folder;
        this.description = description;
    }

    /**
     * Begins a run in a folder, which is made if need be. One that holds the same run already begins it anew.
     *
     * @throws VireoException if the folder holds another run
     * @throws UncheckedIOException if it cannot be written
     */
    public static Run create(Path folder, Description description) {
        if (Files.exists(folder.resolve(DESCRIPTION))) {
            read(folder).difference(description).ifPresent(difference -> {
                throw new VireoException(
                        folder + " holds another run: " + difference + "; pass another --out, or remove it");
            });
        }
        try {
            Files.createDirectories(folder);
            Files.deleteIfExists(folder.resolve(METRICS));
            Files.deleteIfExists(folder.resolve(PLOT));
        } catch (IOException e) {
            throw FileErrors.cannot("write into the folder", folder, e);
        }
        var run = new Run(folder, description);
        JsonFile.write(folder.resolve(DESCRIPTION), description);
        return run;
    }

    /**
     * The run of a folder, to go on with.
     *
     * @throws VireoException if the folder holds none, or another
     */
    public static Run resume(Path folder, Description description) {
        var found = read(folder);
        found.difference(description).ifPresent(difference -> {
            throw new VireoException(folder + " cannot be resumed, it holds another run: " + difference
                    + "; leave out what differs, or begin a run in another --out");
        });
        return new Run(folder, description);
    }

    /**
     * The run of a folder.
     *
     * @throws VireoException if the folder holds none
     */
    public static Run open(Path folder) {
        return new Run(folder, read(folder));
    }

    public Description description() {
        return description;
    }

    public Recipe recipe() {
        return Recipe.named(description.recipe());
    }

    /** Where the trainer saves its state. */
    public Path checkpoints() {
        return folder.resolve("checkpoints");
    }

    /**
     * The network of the last checkpoint, in evaluation mode.
     *
     * @throws VireoException if there is none, or it is damaged
     */
    public Layer network() {
        var found = checkpoint();
        while (true) {
            try {
                return network(found);
            } catch (VireoException | UncheckedIOException e) {
                var now = checkpoint();
                if (now.folder().equals(found.folder())) {
                    throw e;
                }
                found = now; // training went on, and put a later one in its place
            }
        }
    }

    private Layer network(Checkpoint checkpoint) {
        var net = recipe().network();
        try {
            checkpoint.load(net);
            return net.eval();
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
     * What the network is tested on.
     *
     * @param from where the data are; the folder that the run was given, if empty
     * @throws VireoException if they are missing, truncated or of another format
     */
    public LabelledDataset testData(Optional<Path> from) {
        if (from.isPresent() && recipe().isBundled()) {
            throw new IllegalArgumentException("--data does not go with " + recipe().id() + ", whose data are bundled");
        }
        return recipe().load(from.orElse(Path.of(description.data()))).test();
    }

    /** Writes metrics.json and plot.png. */
    void finish(RunMetrics metrics) {
        JsonFile.write(folder.resolve(METRICS), metrics.toJson());
        WholeFile.write(folder.resolve(PLOT), TrainingPlot.png(metrics.history()));
    }

    private Checkpoint checkpoint() {
        return new Checkpoints(checkpoints())
                .latest()
                .orElseThrow(() -> new VireoException(folder + " holds no trained network yet: its run was ended in the"
                        + " first epoch; begin it again"));
    }

    private static Description read(Path folder) {
        var file = folder.resolve(DESCRIPTION);
        if (Files.isRegularFile(file)) {
            return JsonFile.read(file, Description.class);
        }
        if (Files.isDirectory(folder)) {
            throw new VireoException(folder + " holds no run; make one with vireo train ... --out " + folder);
        }
        throw new VireoException(
                Files.exists(folder)
                        ? folder + " is no folder; expected one that vireo train has written"
                        : "there is no folder " + folder + "; make it with vireo train ... --out " + folder);
    }
}
