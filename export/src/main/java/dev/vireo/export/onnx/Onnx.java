package dev.vireo.export.onnx;

import dev.vireo.nn.Layer;
import dev.vireo.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Models as ONNX files, opset 17: any layer, recorded as the operations that it runs in evaluation mode. */
public final class Onnx {
    private Onnx() {}

    /**
     * Writes a model whose first dimension, the batch, is free. Nothing is written unless all operations have a
     * translation.
     *
     * @param sample an input {@code [N, ...]}; N does not matter
     * @throws dev.vireo.tensor.VireoException if an operation cannot be translated, all of them named
     */
    public static void export(Layer net, Tensor sample, Path file) {
        write(net.inEvalMode(() -> Recorder.record(net, sample)).toByteArray(), file);
    }

    private static void write(byte[] model, Path file) {
        var part = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.write(part, model);
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
