package dev.vireo.training.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.vireo.nn.Layer;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.VireoException;
import dev.vireo.training.optimizer.Optimizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** All state of a run after an epoch: a folder with the network, the optimizer, and the rest as JSON. */
public final class Checkpoint {
    private static final String MODEL = "model.safetensors";
    private static final String OPTIMIZER = "optimizer.safetensors";
    private static final String STATE = "state.json";
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES);

    private final Path folder;

    Checkpoint(Path folder) {
        this.folder = folder;
    }

    static void write(Path folder, Layer net, Optimizer optimizer, TrainingState state) throws IOException {
        try (var scope = TensorScope.open()) {
            Safetensors.write(folder.resolve(MODEL), net.stateDict());
            Safetensors.write(folder.resolve(OPTIMIZER), optimizer.stateDict(net.namedParameters()));
        }
        WholeFile.write(folder.resolve(STATE), JSON.writeValueAsBytes(state));
    }

    /** Where it is. */
    public Path folder() {
        return folder;
    }

    /**
     * @throws VireoException if it is missing or damaged
     */
    public TrainingState state() {
        try {
            return JSON.readValue(Files.readAllBytes(existing(STATE)), TrainingState.class);
        } catch (JsonProcessingException e) {
            throw new VireoException(folder.resolve(STATE) + " is damaged or cut off: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw FileErrors.cannot("read", folder.resolve(STATE), e);
        }
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
