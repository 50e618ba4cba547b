package dev.vireo.formats.dl4j;

import dev.vireo.formats.dl4j.internal.ModelArchive;
import dev.vireo.formats.dl4j.internal.NetworkReader;
import dev.vireo.nn.Sequential;
import dev.vireo.tensor.Generator;
import dev.vireo.tensor.GradMode;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.VireoException;
import java.nio.file.Path;

/**
 * Models of <a href="https://deeplearning4j.konduit.ai">DL4J</a>: what {@code ModelSerializer.writeModel} has written of
 * a {@code MultiLayerNetwork}. Neither DL4J nor ND4J is needed to read them.
 */
public final class Dl4j {
    private Dl4j() {}

    /**
     * The network in a file, in evaluation mode. It takes and gives what DL4J's does, in the same order of dimensions
     * ({@code [N, C]}; images {@code [N, C, H, W]} or {@code [N, H, W, C]}; sequences {@code [N, C, T]} or
     * {@code [N, T, C]}). Its parameters are float64 if the file's are, else float32, and named by the file's layers
     * ({@code layer0.weight}).
     *
     * @throws VireoException if the file is damaged, or has what is not supported; nothing is loaded then
     * @throws java.io.UncheckedIOException if it cannot be read
     */
    public static Sequential load(Path file) {
        return load(file, false);
    }

    /**
     * As {@link #load}, without the last layer's softmax, sigmoid or other activation: what losses take that have it in
     * them, as {@code crossEntropy}.
     */
    public static Sequential loadLogits(Path file) {
        return load(file, true);
    }

    private static Sequential load(Path file, boolean logits) {
        var archive = ModelArchive.read(file);
        var random = Generator.current();
        try (var scope = TensorScope.open();
                var off = GradMode.off()) {
            Generator.seeded(0).use(); // drawn for first values that the file's replace: not from the caller's numbers
            var network = new NetworkReader(file.toString(), archive).read(logits);
            network.eval();
            return network;
        } finally {
            random.use();
        }
    }
}
