package dev.vireo.models.cli;

import dev.vireo.formats.onnx.OnnxModel;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.file.FileErrors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Writes ONNX files whose results in ONNX Runtime are those of the network. */
final class OnnxFile {
    /**
     * The largest accepted difference, in proportion to the largest output but at least to 1. Float32 results that are
     * summed in another order differ by about 1e-6.
     */
    private static final double LARGEST_DIFFERENCE = 1e-3;

    private OnnxFile() {}

    /**
     * Exports a network, compares the results of ONNX Runtime with its outputs, and prints the largest difference. The
     * file appears only if the difference is small enough.
     *
     * @param inputs a batch of inputs, two samples or more
     * @param expected the network's outputs for them
     * @param export writes the network to a file
     * @throws FailedCheckException if the results differ too much or are not numbers
     */
    static void write(Path file, List<Tensor> inputs, List<Tensor> expected, Consumer<Path> export) {
        var unchecked = file.resolveSibling(file.getFileName() + ".unchecked");
        try {
            export.accept(unchecked);
            double difference = difference(unchecked, inputs, expected);
            require(file, difference, LARGEST_DIFFERENCE * Math.max(1, largest(expected)));
            Files.move(unchecked, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            System.out.println(
                    String.format(Locale.ROOT, "wrote %s, largest difference in ONNX Runtime %.2e", file, difference));
        } catch (IOException e) {
            throw FileErrors.cannot("write", file, e);
        } finally {
            remove(unchecked);
        }
    }

    private static void require(Path file, double difference, double largest) {
        if (!Double.isFinite(difference) || difference > largest) {
            throw new FailedCheckException(String.format(
                    Locale.ROOT,
                    "the results of ONNX Runtime differ from the network's by %.2e; expected at most %.2e;"
                            + " %s was not written",
                    difference,
                    largest,
                    file));
        }
    }

    private static double difference(Path file, List<Tensor> inputs, List<Tensor> expected) {
        try (var model = OnnxModel.open(file)) {
            var results = model.run(inputs);
            double difference = 0;
            for (int i = 0; i < expected.size(); i++) {
                difference = Math.max(difference, largest(List.of(results.get(i).sub(expected.get(i)))));
            }
            return difference;
        }
    }

    private static double largest(List<Tensor> values) {
        return values.stream().mapToDouble(each -> each.abs().amax().item()).reduce(0, Math::max);
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw FileErrors.cannot("remove", file, e);
        }
    }
}
