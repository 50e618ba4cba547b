package dev.vireo.export.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import dev.vireo.nn.Layer;
import dev.vireo.tensor.Autograd;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.Tracing;
import dev.vireo.tensor.VireoException;
import dev.vireo.tensor.op.Op;
import dev.vireo.tensor.op.OpKeys;
import dev.vireo.tensor.trace.OpListener;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Runs a network once and turns each operation into nodes as it runs; what cannot be translated is gathered. */
final class Recorder implements OpListener {
    private final Graph graph;
    private final Set<String> untranslated = new LinkedHashSet<>();

    private Recorder(Graph graph) {
        this.graph = graph;
    }

    static ModelProto record(Layer net, Tensor sample) {
        try (var scope = TensorScope.open();
                var off = Autograd.noGrad()) {
            var graph = new Graph(net.stateDict());
            graph.input("input", sample);
            var recorder = new Recorder(graph);
            Tensor output;
            try (var tracing = Tracing.with(recorder)) {
                output = net.call(sample);
            }
            recorder.requireAllTranslated();
            return graph.model("output", output);
        }
    }

    @Override
    public void ran(Op op, List<Tensor> inputs, List<Tensor> outputs, String path, long nanos) {
        var translator = Translators.table().find(op);
        if (translator.isEmpty()) {
            untranslated.add(OpKeys.label(op) + (path.isEmpty() ? "" : " in " + path));
            return;
        }
        translate(translator.get(), op, inputs, outputs);
    }

    @SuppressWarnings("unchecked") // rows are typed where they are written
    private <O extends Op> void translate(Translator<O> translator, Op op, List<Tensor> inputs, List<Tensor> outputs) {
        translator.translate((O) op, inputs, outputs, graph);
    }

    private void requireAllTranslated() {
        if (!untranslated.isEmpty()) {
            throw new VireoException("onnx: no translation for " + String.join(", ", untranslated));
        }
    }
}
