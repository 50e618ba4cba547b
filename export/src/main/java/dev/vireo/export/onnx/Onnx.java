package dev.vireo.export.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import dev.vireo.export.onnx.internal.Graph;
import dev.vireo.export.onnx.internal.Recorder;
import dev.vireo.nn.Layer;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.VireoException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/** Models as ONNX files, opset 17: any layer, recorded as the operations that it runs in evaluation mode. */
public final class Onnx {
    private Onnx() {}

    /**
     * Writes a model whose first dimension, the batch, is free. Nothing is written unless all operations have a
     * translation.
     *
     * @param sample an input {@code [N, ...]}; N does not matter
     * @throws VireoException if an operation cannot be translated, all of them named, or the file has no place
     * @throws UncheckedIOException if the file cannot be written; what was there stays
     */
    public static void export(Layer net, Tensor sample, Path file) {
        write(net.inEvalMode(() -> model(net, sample)).toByteArray(), file);
    }

    private static ModelProto model(Layer net, Tensor sample) {
        try (var scope = TensorScope.open()) {
            var graph = new Graph(net.stateDict(), Graph.Batch.FREE);
            graph.input("input", sample);
            var output = Recorder.record(graph, () -> net.call(sample));
            if (!graph.computes(output)) {
                throw new VireoException("onnx: the model's result does not depend on its input");
            }
            return graph.model(Map.of("output", output));
        }
    }

    private static void write(byte[] model, Path file) {
        var folder = file.toAbsolutePath().getParent();
        if (folder == null || Files.isDirectory(file)) {
            throw new VireoException("onnx: cannot write " + file + ": it is a folder");
        }
        if (!Files.isDirectory(folder)) {
            throw new VireoException("onnx: cannot write " + file + ": there is no folder " + folder);
        }
        var part = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.write(part, model);
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            discard(part, e);
            throw new UncheckedIOException("onnx: cannot write " + file + ": " + e, e);
        }
    }

    private static void discard(Path part, IOException cause) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }
}
