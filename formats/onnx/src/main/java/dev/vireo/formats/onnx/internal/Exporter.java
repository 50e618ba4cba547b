package dev.vireo.formats.onnx.internal;

import ai.onnx.proto.OnnxMl.ModelProto;
import dev.vireo.formats.onnx.internal.translation.Call;
import dev.vireo.formats.onnx.internal.translation.Translator;
import dev.vireo.formats.onnx.internal.translation.Translators;
import dev.vireo.formats.onnx.internal.translation.Untranslatable;
import dev.vireo.tensor.VireoException;
import dev.vireo.tensor.op.Op;
import dev.vireo.tensor.op.OpKeys;
import dev.vireo.tensor.trace.Step;
import dev.vireo.tensor.trace.Trace;
import java.util.LinkedHashSet;
import java.util.Set;

/** Translates the steps of a trace, one after the other. */
public final class Exporter {
    private final GraphBuilder graph = new GraphBuilder();
    private final DynamicSizes sizes = new DynamicSizes(graph);
    private final Set<String> refused = new LinkedHashSet<>();

    private Exporter() {}

    /**
     * Returns a trace as an ONNX model.
     *
     * @throws VireoException if steps cannot be translated; names all of them, with the reason and the layer of each
     */
    public static ModelProto model(Trace trace) {
        var exporter = new Exporter();
        trace.leaves().forEach(exporter.graph::add);
        trace.steps().forEach(exporter::add);
        if (!exporter.refused.isEmpty()) {
            throw new VireoException("onnx: cannot be exported: " + String.join("; ", exporter.refused));
        }
        return exporter.graph.model(trace.outputs());
    }

    private void add(Step step) {
        var reason = Untranslatable.reasons().find(step.op());
        if (reason.isPresent()) {
            refuse(step, reason.get());
            return;
        }
        try {
            translate(Translators.table().require(step.op().key()), step);
        } catch (VireoException e) {
            refuse(step, e.getMessage());
        }
    }

    @SuppressWarnings("unchecked") // rows are typed where they are written
    private <O extends Op> void translate(Translator<O> translator, Step step) {
        for (var attribute : step.dynamic().entrySet()) {
            if (!translator.dynamic().contains(component(attribute.getKey()))) {
                throw new VireoException("the attribute " + attribute.getKey() + " is " + attribute.getValue()
                        + ", and ONNX takes constants there; fix these dimensions");
            }
        }
        var values = translator.translate((O) step.op(), Call.of(graph, sizes, step, graph::value));
        for (int i = 0; i < values.length; i++) {
            graph.name(step.outputs().get(i), values[i]);
        }
    }

    /** The record component of an attribute: {@code shape} of {@code shape[0]}. */
    private static String component(String attribute) {
        int position = attribute.indexOf('[');
        return position < 0 ? attribute : attribute.substring(0, position);
    }

    /** Continues, so that all refusals are reported; the values are placeholders. */
    private void refuse(Step step, String reason) {
        refused.add(OpKeys.label(step.op()) + (step.path().isEmpty() ? "" : " in " + step.path()) + ": " + reason);
        step.outputs().forEach(output -> graph.name(output, Value.ABSENT));
    }
}
