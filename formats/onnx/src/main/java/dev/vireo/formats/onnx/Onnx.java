package dev.vireo.formats.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import dev.vireo.formats.onnx.internal.Graph;
import dev.vireo.formats.onnx.internal.Recorder;
import dev.vireo.nn.Layer;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.VireoException;
import dev.vireo.tensor.file.WholeFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;

/** Models as ONNX files, opset 17: any layer, recorded as the operations that it runs in evaluation mode. */
public final class Onnx {
    private Onnx() {}

    /**
     * Writes a model whose first dimension, the batch, is free. Nothing is written unless all operations have a
     * translation.
     *
     * @param sample an input {@code [N, ...]}; N does not matter
     * @throws VireoException if an operation cannot be translated, all of them named
     * @throws UncheckedIOException if the file cannot be written, with the reason; what was there stays
     */
    public static void export(Layer net, Tensor sample, Path file) {
        WholeFile.requirePlace(file);
        WholeFile.write(
                file,
                net.inEvalMode(() -> net.materialized(() -> model(net, sample))).toByteArray());
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
}
