package dev.vireo.formats.onnx;

import dev.vireo.formats.onnx.internal.Exporter;
import dev.vireo.nn.Layer;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.VireoException;
import dev.vireo.tensor.file.WholeFile;
import dev.vireo.tensor.trace.Trace;
import dev.vireo.tensor.trace.TraceValue;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes models as ONNX files, opset 17.
 *
 * <p>A layer with one input and one output needs one line:
 *
 * <pre>{@code
 * Onnx.export(net, sample, Path.of("net.onnx"));
 * }</pre>
 *
 * <p>Any other function of tensors is recorded as a {@link Trace} first, which names inputs, outputs and dynamic
 * dimensions:
 *
 * <pre>{@code
 * net.eval();
 * try (var trace = Trace.recorder()
 *         .state(net.stateDict())
 *         .input("x", x, "batch", "time")
 *         .input("h", h, "", "batch")
 *         .outputs("y", "h_n")
 *         .record(in -> net.call(in.get(0), in.get(1)).tensors())) {
 *     Onnx.export(trace, Path.of("net.onnx"));
 * }
 * }</pre>
 *
 * <p>Parameters and buffers become initializers under their names in the state dict. Of a parametrized weight, the short
 * form writes the computed value as one initializer. A trace holds the steps that compute it from the stored tensors,
 * such as the fake quantization of a weight, and they become nodes; record it in {@code net.materialized(...)} to get
 * the computed value there too.
 */
public final class Onnx {
    private Onnx() {}

    /**
     * Writes a layer in evaluation mode, with the input {@code input} and the output {@code output}. Their first
     * dimension, the batch, is dynamic. Nothing is written unless all operations have a translation.
     *
     * @param sample an input {@code [N, ...]} with any N
     * @throws VireoException if an operation cannot be translated, or the layer runs other operations for another N
     * @throws UncheckedIOException if the file cannot be written; a file that was there stays
     */
    public static void export(Layer net, Tensor sample, Path file) {
        WholeFile.requirePlace(file);
        try (var trace = net.inEvalMode(() -> net.materialized(() -> trace(net, sample)))) {
            export(trace, file);
        }
    }

    /**
     * Writes a recorded function of tensors. Nothing is written unless all operations have a translation.
     *
     * @throws VireoException if an operation cannot be translated, or no output depends on an input
     * @throws UncheckedIOException if the file cannot be written; a file that was there stays
     */
    public static void export(Trace trace, Path file) {
        WholeFile.requirePlace(file);
        if (trace.outputs().values().stream().noneMatch(Onnx::dependsOnInput)) {
            throw new VireoException("onnx: the model's result does not depend on its input");
        }
        WholeFile.write(file, Exporter.model(trace).toByteArray());
    }

    private static Trace trace(Layer net, Tensor sample) {
        var batch = sample.shape().rank() == 0 ? new String[0] : new String[] {"batch"};
        return Trace.recorder()
                .state(net.stateDict())
                .input("input", sample, batch)
                .record(in -> List.of(net.call(in.get(0))));
    }

    private static boolean dependsOnInput(TraceValue output) {
        return output.dynamic() || output.sizes().stream().anyMatch(size -> !size.isConstant());
    }
}
