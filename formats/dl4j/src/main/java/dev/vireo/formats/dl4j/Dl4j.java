package dev.vireo.formats.dl4j;

import dev.vireo.formats.dl4j.internal.ModelArchive;
import dev.vireo.formats.dl4j.internal.NetworkReader;
import dev.vireo.nn.Sequential;
import dev.vireo.tensor.Generator;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.VireoException;
import dev.vireo.tensor.autograd.GradMode;
import java.nio.file.Path;

/**
 * Loads <a href="https://deeplearning4j.konduit.ai">DL4J</a> models: zip files of a {@code MultiLayerNetwork} that
 * {@code ModelSerializer.writeModel} saved. Reading them requires neither DL4J nor ND4J.
 */
public final class Dl4j {
    private Dl4j() {}

    /**
     * Loads a network in evaluation mode. Its inputs and outputs have the same order of dimensions as in DL4J ({@code
     * [N, C]}; images {@code [N, C, H, W]} or {@code [N, H, W, C]}; sequences {@code [N, C, T]} or {@code [N, T, C]}).
     * Its parameters are float64 if the file's coefficients are float64, else float32. Their names begin with the names
     * of the file's layers ({@code layer0.weight}).
     *
     * @param file a zip file written by {@code ModelSerializer.writeModel}
     * @return the network; the caller closes it
     * @throws VireoException if the file is damaged or contains something unsupported; nothing is loaded then
     * @throws java.io.UncheckedIOException if the file cannot be read
     */
    public static Sequential load(Path file) {
        return load(file, false);
    }

    /**
     * Loads a network as {@link #load} does, but without the last layer's activation (such as softmax or sigmoid). Use
     * it with losses that expect logits, such as {@code crossEntropy}.
     *
     * @param file a zip file written by {@code ModelSerializer.writeModel}
     * @return the network; the caller closes it
     */
    public static Sequential loadLogits(Path file) {
        return load(file, true);
    }

    private static Sequential load(Path file, boolean logits) {
        var archive = ModelArchive.read(file);
        var random = Generator.current();
        try (var scope = TensorScope.open();
                var off = GradMode.off()) {
            // the file's values replace the initial ones, so the caller's generator is left alone
            Generator.seeded(0).use();
            var network = new NetworkReader(file.toString(), archive).read(logits);
            network.eval();
            return network;
        } finally {
            random.use();
        }
    }
}
