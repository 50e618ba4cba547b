package dev.vireo.formats.onnx.internal;

import dev.vireo.formats.onnx.internal.translation.Call;
import dev.vireo.formats.onnx.internal.translation.Translator;
import dev.vireo.formats.onnx.internal.translation.Translators;
import dev.vireo.formats.onnx.internal.translation.Untranslatable;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.VireoException;
import dev.vireo.tensor.autograd.Autograd;
import dev.vireo.tensor.op.Op;
import dev.vireo.tensor.op.OpKeys;
import dev.vireo.tensor.trace.OpListener;
import dev.vireo.tensor.trace.Tracing;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Turns each operation into nodes as it runs; what cannot be translated is gathered. */
public final class Recorder implements OpListener {
    private final Graph graph;
    private final Set<String> refused = new LinkedHashSet<>();

    private Recorder(Graph graph) {
        this.graph = graph;
    }

    /**
     * Runs work and adds all that it runs to the graph.
     *
     * @throws VireoException if an operation cannot be translated: all of them, each with the reason and its layer
     */
    public static <T> T record(Graph graph, Supplier<T> work) {
        var recorder = new Recorder(graph);
        T result;
        try (var off = Autograd.noGrad();
                var tracing = Tracing.with(recorder)) {
            result = work.get();
        }
        if (!recorder.refused.isEmpty()) {
            throw new VireoException("onnx: cannot be exported: " + String.join("; ", recorder.refused));
        }
        return result;
    }

    @Override
    public void ran(Op op, List<Tensor> inputs, List<Tensor> outputs, String path, long nanos) {
        var reason = Untranslatable.reasons().find(op);
        if (reason.isPresent()) {
            refused.add(OpKeys.label(op) + (path.isEmpty() ? "" : " in " + path) + ": " + reason.get());
            return;
        }
        translate(Translators.table().require(op.key()), op, inputs, outputs);
    }

    @Override
    public void moved(Tensor from, Tensor to, String path) {
        refused.add("to(" + to.engine().name() + ")" + (path.isEmpty() ? "" : " in " + path)
                + ": a graph cannot follow a tensor to another engine; run the whole network on one");
    }

    @SuppressWarnings("unchecked") // rows are typed where they are written
    private <O extends Op> void translate(Translator<O> translator, Op op, List<Tensor> inputs, List<Tensor> outputs) {
        var values = translator.translate((O) op, call(inputs, outputs));
        for (int i = 0; i < outputs.size(); i++) {
            graph.name(outputs.get(i), values[i]);
        }
    }

    private Call call(List<Tensor> inputs, List<Tensor> outputs) {
        return new Call(
                graph,
                inputs.stream().map(graph::value).toList(),
                inputs.stream().map(Tensor::spec).toList(),
                outputs.stream().map(Tensor::spec).toList());
    }
}
