package dev.vireo.models.picture;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.op.Creation;
import dev.vireo.tensor.op.OpKeys;
import dev.vireo.tensor.trace.Leaf;
import dev.vireo.tensor.trace.Step;
import dev.vireo.tensor.trace.Trace;
import dev.vireo.tensor.trace.TraceValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The content of a picture of a trace: a box for each input, step and output, grouped by layer, and an arrow for each
 * tensor between two boxes. Parameters, constants and numbers are written into the boxes that use them.
 */
final class Picture {
    private final Group whole = new Group("");
    private final List<Edge> edges = new ArrayList<>();
    private final Map<Integer, String> boxes = new HashMap<>();
    private final Map<Integer, String> inside = new HashMap<>();

    private Picture(Trace trace) {
        trace.leaves().forEach(this::add);
        for (int i = 0; i < trace.steps().size(); i++) {
            add(trace.steps().get(i), "step" + i);
        }
        trace.outputs().forEach(this::add);
    }

    /** The picture of a trace. */
    static Picture of(Trace trace) {
        return new Picture(trace);
    }

    /** All boxes, by layer. */
    Group whole() {
        return whole;
    }

    /** The arrows, in the order of the boxes that they lead to. */
    List<Edge> edges() {
        return edges;
    }

    private void add(Leaf leaf) {
        if (leaf instanceof Leaf.Input) {
            var id = "input" + leaf.value().id();
            whole.boxes()
                    .add(new Box(
                            id,
                            Box.Kind.INPUT,
                            List.of(leaf.name()),
                            leaf.value().toString()));
            boxes.put(leaf.value().id(), id);
        } else {
            inside.put(
                    leaf.value().id(),
                    lastPart(leaf.name()) + " " + leaf.value().sizes());
        }
    }

    private void add(Step step, String id) {
        if (step.op() instanceof Creation.Full full && full.spec().shape().rank() == 0) {
            var value = step.dynamic().containsKey("value") ? step.size("value").toString() : number(full.value());
            inside.put(step.outputs().get(0).id(), value);
            return;
        }
        var lines = new ArrayList<String>();
        lines.add(OpKeys.label(step.op()));
        for (var input : step.inputs()) {
            if (inside.containsKey(input.id())) {
                lines.add(inside.get(input.id()));
            }
        }
        whole.at(step.path()).boxes().add(new Box(id, Box.Kind.STEP, List.copyOf(lines), step.toString()));
        step.inputs().forEach(input -> connect(input, id));
        step.outputs().forEach(output -> boxes.put(output.id(), id));
    }

    private void add(String name, TraceValue value) {
        var id = "output_" + name;
        var lines = inside.containsKey(value.id()) ? List.of(name, inside.get(value.id())) : List.of(name);
        whole.boxes().add(new Box(id, Box.Kind.OUTPUT, lines, value.toString()));
        connect(value, id);
    }

    private void connect(TraceValue value, String to) {
        var from = boxes.get(value.id());
        if (from != null) {
            var dtype =
                    value.spec().dtype() == DType.FLOAT32 ? "" : value.spec().dtype() + " ";
            edges.add(new Edge(from, to, dtype + value.sizes()));
        }
    }

    private static String lastPart(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
