package dev.vireo.models.cli;

import dev.vireo.formats.onnx.Onnx;
import dev.vireo.formats.onnx.OnnxModel;
import dev.vireo.nn.Layer;
import dev.vireo.tensor.Tensor;
import java.nio.file.Path;
import java.util.Locale;

/** An ONNX file that a command writes, and tells of how far its results in ONNX Runtime are from the network's. */
final class OnnxFile {
    private OnnxFile() {}

    /**
     * Exports by the first two samples, and compares on all.
     *
     * @param samples what the network takes, two or more
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
