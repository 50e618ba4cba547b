package dev.vireo.tensor.internal.tape;

import static dev.vireo.tensor.internal.graph.TensorAccess.TENSORS;

import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.internal.context.Context;
import dev.vireo.tensor.internal.graph.Node;

/** Puts nodes into the graph that the current thread records. */
public final class Tape {
    private Tape() {}

    /** Whether an operation on these inputs is to be recorded. */
    public static boolean records(Context context, Tensor[] inputs) {
        if (!context.recording()) {
            return false;
        }
        for (var input : inputs) {
            if (input.requiresGrad()) {
                return true;
            }
        }
        return false;
    }

    /** Whether a checkpoint's forward run is under way, which will record only when it is run again. */
    public static boolean postpones(Context context, Tensor[] inputs, Tensor[] outputs, int differentiable) {
        var segment = context.segment();
        return segment != null && segment.postpones(inputs, outputs, differentiable);
    }

    /** Makes a node the origin of its results: of the first {@code differentiable} ones. */
    public static void record(Context context, Node node, Tensor[] outputs, int differentiable) {
        record(context, node);
        for (int i = 0; i < differentiable; i++) {
            if (outputs[i].dtype().isFloating()) {
                TENSORS.attach(outputs[i], node, i);
            }
        }
    }

    /** Takes a node into the graph; the scope around frees what it saved, if backward does not. */
    public static void record(Context context, Node node) {
        var segment = context.segment();
        if (segment != null) {
            segment.recorded(node);
        }
        var scope = context.scope();
        if (scope != null) {
            node.recordedIn(scope);
            TENSORS.record(scope, node);
        } else {
            node.guard();
        }
    }
}
