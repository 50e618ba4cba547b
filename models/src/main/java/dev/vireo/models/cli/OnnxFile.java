package dev.vireo.models.cli;

import dev.vireo.formats.onnx.Onnx;
import dev.vireo.formats.onnx.OnnxModel;
import dev.vireo.nn.Layer;
import dev.vireo.tensor.Tensor;
import java.nio.file.Path;
import java.util.Locale;

/** Writes ONNX files, and reports how far the results of ONNX Runtime are from those of the network. */
final class OnnxFile {
    private OnnxFile() {}

    /**
     * Exports the network with the first two samples as the example input, and compares the results of all samples.
     *
     * @param samples a batch of inputs, two or more
     */
    static void write(Layer net, Tensor samples, Path file) {
        Onnx.export(net, samples.slice(0, 0, 2), file);
        try (var model = OnnxModel.open(file)) {
            double difference =
                    model.run(samples).sub(net.call(samples)).abs().amax().item();
            System.out.println(
                    String.format(Locale.ROOT, "wrote %s, largest difference in ONNX Runtime %.2e", file, difference));
        }
    }
}
