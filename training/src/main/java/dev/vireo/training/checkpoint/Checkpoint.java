package dev.vireo.training.checkpoint;

import dev.vireo.formats.safetensors.Safetensors;
import dev.vireo.nn.Layer;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.VireoException;
import dev.vireo.training.optimizer.Optimizer;
import java.nio.file.Files;
import java.nio.file.Path;

/** All state of a run after an epoch: a folder with the network, the optimizer, and the rest as JSON. */
public final class Checkpoint {
    private static final String MODEL = "model.safetensors";
    private static final String OPTIMIZER = "optimizer.safetensors";
    private static final String STATE = "state.json";

    private final Path folder;

    Checkpoint(Path folder) {
        this.folder = folder;
    }

    static void write(Path folder, Layer net, Optimizer optimizer, TrainingState state) {
        try (var scope = TensorScope.open()) {
            Safetensors.write(folder.resolve(MODEL), net.stateDict());
            Safetensors.write(folder.resolve(OPTIMIZER), optimizer.stateDict(net.namedParameters()));
        }
        JsonFile.write(folder.resolve(STATE), state);
    }

    /** Where it is. */
    public Path folder() {
        return folder;
    }

    /**
     * @throws VireoException if it is missing or damaged
     */
    public TrainingState state() {
        return JsonFile.read(existing(STATE), TrainingState.class);
    }

    /**
     * Copies the saved values into a network's parameters and buffers.
     *
     * @throws VireoException if they are missing or damaged, or the network is another; then it is unchanged
     */
    public void load(Layer net) {
        try (var scope = TensorScope.open()) {
            net.loadStateDict(Safetensors.read(existing(MODEL)));
        }
    }

    /**
     * Copies the saved values into a network and its optimizer.
     *
     * @throws VireoException if they are missing or damaged, or the network or the optimizer is another
     */
    public void load(Layer net, Optimizer optimizer) {
        try (var scope = TensorScope.open()) {
            var state = Safetensors.read(existing(OPTIMIZER));
            load(net);
            optimizer.loadStateDict(net.namedParameters(), state);
        }
    }

    private Path existing(String name) {
        var file = folder.resolve(name);
        if (!Files.isRegularFile(file)) {
            throw new VireoException(folder + " is no whole checkpoint: it has no " + name);
        }
        return file;
    }
}
