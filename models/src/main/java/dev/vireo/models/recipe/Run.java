package dev.vireo.models.recipe;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.vireo.nn.Layer;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.VireoException;
import dev.vireo.training.EpochReport;
import dev.vireo.training.checkpoint.Safetensors;
import dev.vireo.training.data.Dataset;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A folder with what a training run leaves: the checkpoint, what it was made with, and how it went. */
public final class Run {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Path folder;

    private Run(Path folder) {
        this.folder = folder;
    }

    /** What a checkpoint belongs to. */
    public record Description(String recipe, long seed, String precision, String data) {}

    /** What metrics.json says. */
    public record Metrics(List<EpochReport> epochs, double test_accuracy) {}

    /**
     * Makes the folder, so that one that cannot be written is known before the work.
     *
     * @throws VireoException if it cannot be written
     */
    public static Run create(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new VireoException("cannot make the folder " + folder + ": " + e.getMessage(), e);
        }
        if (!Files.isWritable(folder)) {
            throw new VireoException("cannot write into " + folder);
        }
        return new Run(folder);
    }

    /**
     * @throws VireoException if the folder holds no run
     */
    public static Run open(Path folder) {
        if (!Files.isRegularFile(folder.resolve("run.json"))
                || !Files.isRegularFile(folder.resolve("model.safetensors"))) {
            throw new VireoException(folder + " holds no trained model; make one with vireo train ... --out " + folder);
        }
        return new Run(folder);
    }

    public void save(Description description, Layer net, Metrics metrics) {
        Safetensors.write(folder.resolve("model.safetensors"), net.stateDict());
        writeJson("metrics.json", metrics);
        writeJson("run.json", description);
    }

    private Description description() {
        try {
            return JSON.readValue(folder.resolve("run.json").toFile(), Description.class);
        } catch (IOException e) {
            throw new VireoException(folder.resolve("run.json") + " is damaged: " + firstLine(e), e);
        }
    }

    /** The trained network, in evaluation mode. */
    public Layer network() {
        var net = Recipe.named(description().recipe()).network();
        try (var scope = TensorScope.open()) {
            net.loadStateDict(Safetensors.read(folder.resolve("model.safetensors")));
        }
        net.eval();
        return net;
    }

    /** What the network was tested on. */
    public Dataset testData() {
        var description = description();
        return Recipe.named(description.recipe())
                .load(Path.of(description.data()))
                .test();
    }

    private void writeJson(String name, Object content) {
        try {
            var part = folder.resolve(name + ".part");
            JSON.writeValue(part.toFile(), content);
            Files.move(part, folder.resolve(name), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + folder.resolve(name), e);
        }
    }

    private static String firstLine(IOException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
