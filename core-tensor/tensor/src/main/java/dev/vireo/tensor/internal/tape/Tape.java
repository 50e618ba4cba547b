package dev.vireo.tensor.internal.tape;

import static dev.vireo.tensor.internal.graph.TensorAccess.TENSORS;

import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.internal.context.Context;
import dev.vireo.tensor.internal.graph.Node;

/** Adds nodes to the graph that the current thread records. */
public final class Tape {
    private Tape() {}

    /** Whether an operation on these inputs is recorded. */
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

    /** Whether the first run of a recomputed function is active. It records nothing until it is run again. */
    public static boolean postpones(Context context, Tensor[] inputs, Tensor[] outputs, int differentiable) {
        var segment = context.segment();
        return segment != null && segment.postpones(inputs, outputs, differentiable);
    }

    /** Makes a node the node of its first {@code differentiable} results. */
    public static void record(Context context, Node node, Tensor[] outputs, int differentiable) {
        record(context, node);
        for (int i = 0; i < differentiable; i++) {
            if (outputs[i].dtype().isFloating()) {
                TENSORS.attach(outputs[i], node, i);
            }
        }
    }

    /** Adds a node to the graph. The current scope frees its saved values if backward does not. */
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
