package dev.vireo.tensor;

/** Puts nodes into the graph that the current thread records. */
final class Tape {
    private Tape() {}

    /** Whether an operation on these inputs is to be recorded. */
    static boolean records(Context context, Tensor[] inputs) {
        if (!context.recording) {
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
    static boolean postpones(Context context, Tensor[] inputs, Tensor[] outputs, int differentiable) {
        var segment = context.segment;
        return segment != null && segment.postpones(inputs, outputs, differentiable);
    }

    /** Makes a node the origin of its results: of the first {@code differentiable} ones. */
    static void record(Context context, Node node, Tensor[] outputs, int differentiable) {
        record(context, node);
        for (int i = 0; i < differentiable; i++) {
            if (outputs[i].dtype().isFloating()) {
                outputs[i].attach(node, i);
            }
        }
    }

    /** Takes a node into the graph; the scope around frees what it saved, if backward does not. */
    static void record(Context context, Node node) {
        if (context.segment != null) {
            context.segment.recorded(node);
        }
        if (context.scope != null) {
            context.scope.add(node);
        } else {
            node.guard();
        }
    }
}
