package dev.vireo.training.checkpoint;

import dev.vireo.formats.safetensors.Safetensors;
import dev.vireo.nn.Block;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.VireoException;
import dev.vireo.training.state.State;
import dev.vireo.training.state.Stateful;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All state of a run at one moment: a folder with a file of tensors for each part that has tensors, such as {@code
 * model.safetensors}, and {@code state.json} with everything else and the checksums of all files.
 */
public final class Checkpoint {
    private static final Logger LOG = LoggerFactory.getLogger(Checkpoint.class);
    private static final String MODEL = "model";
    private static final String PROGRESS = "progress";

    private final Path folder;

    Checkpoint(Path folder) {
        this.folder = folder;
    }

    /** Writes the parts into a folder; parts without any state are left out. */
    static void write(Path folder, String run, List<Stateful> parts) {
        var written = new LinkedHashMap<String, Part>();
        for (var part : parts) {
            try (var scope = TensorScope.open()) {
                var state = part.state();
                if (!state.tensors().isEmpty() || !state.values().isEmpty()) {
                    var files = write(folder, part.name(), state.tensors());
                    written.put(part.name(), new Part(part.placement(), files, state.values()));
                }
            }
        }
        ManifestFile.write(folder, new Manifest(run, written));
    }

    /** The checkpoint's folder. */
    public Path folder() {
        return folder;
    }

    /**
     * The progress of the run.
     *
     * @throws VireoException if the checkpoint is missing, damaged, or of a later format
     */
    public TrainingState state() {
        return described(
                PROGRESS,
                () -> TrainingState.of(State.ofValues(manifest().part(PROGRESS).values())));
    }

    /** The id of the run that saved the checkpoint; empty if it was saved before runs had one. */
    public String run() {
        return manifest().run();
    }

    /**
     * Copies the saved values into a network's parameters and buffers.
     *
     * @throws VireoException if they are missing or damaged, or the network is another; then it is unchanged
     */
    public void load(Block net) {
        try (var scope = TensorScope.open()) {
            net.loadStateDict(tensors(manifest().part(MODEL)));
        }
    }

    /**
     * Loads some parts of the checkpoint: all are checked before one is changed.
     *
     * @throws VireoException if one is missing or damaged or does not fit; then nothing is changed
     */
    public void load(Stateful... parts) {
        load(manifest(), List.of(parts));
    }

    /**
     * Loads all parts of a run: all are checked before one is changed. A part of the checkpoint that the run does not have
     * is left out with a warning.
     *
     * @return the id of the run that saved the checkpoint
     * @throws VireoException if one is missing or damaged or does not fit; then nothing is changed
     */
    public String restore(List<Stateful> parts) {
        var manifest = manifest();
        manifest.parts().values().forEach(part -> part.files().forEach(file -> file.verified(folder)));
        load(manifest, parts);
        manifest.parts().keySet().stream()
                .filter(name -> parts.stream().noneMatch(part -> part.name().equals(name)))
                .forEach(name -> LOG.warn("{}: the run has no part '{}', which the checkpoint has", folder, name));
        return manifest.run();
    }

    private void load(Manifest manifest, List<Stateful> parts) {
        try (var scope = TensorScope.open()) {
            var prepared = parts.stream().map(part -> prepare(manifest, part)).toList();
            prepared.forEach(Runnable::run);
        }
    }

    private Runnable prepare(Manifest manifest, Stateful part) {
        var saved = manifest.part(part.name());
        var tensors = tensors(saved);
        return described(part.name(), () -> part.prepare(new State(tensors, saved.values())));
    }

    private Manifest manifest() {
        return ManifestFile.read(folder);
    }

    private Map<String, Tensor> tensors(Part part) {
        var all = new LinkedHashMap<String, Tensor>();
        part.files().forEach(file -> all.putAll(Safetensors.read(file.verified(folder))));
        return all;
    }

    /** Adds the names of the checkpoint and of the part to an error. */
    private <T> T described(String part, Supplier<T> work) {
        try {
            return work.get();
        } catch (VireoException e) {
            throw new VireoException(folder + ": '" + part + "' cannot be loaded: " + e.getMessage(), e);
        }
    }

    private static List<PartFile> write(Path folder, String part, Map<String, Tensor> tensors) {
        if (tensors.isEmpty()) {
            return List.of();
        }
        var file = folder.resolve(part + ".safetensors");
        Safetensors.write(file, tensors);
        return List.of(PartFile.of(file));
    }
}
