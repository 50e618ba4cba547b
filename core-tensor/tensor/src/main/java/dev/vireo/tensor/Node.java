package dev.vireo.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A step of the recorded graph: knows the gradients of its inputs from those of its results. Inputs are reached through
 * edges; those that need no gradient have none.
 */
abstract class Node {
    private static final Node[] NO_EDGES = new Node[0];

    /** The node that made the i-th input, or null where that input needs no gradient. */
    @Nullable
    Node[] edges = NO_EDGES;

    /** Which of that node's results the i-th input is. */
    int[] edgeOutputs = {};

    /** The results that this node has gradients for. */
    final int outputs;

    /** Of the backward pass that is under way: gradients that have arrived, and how many edges are still to come. */
    @Nullable
    Tensor @Nullable [] arrived;

    int awaited;

    /** Of the backward pass that is under way: whether an asked-for gradient lies beyond this node. */
    boolean wanted;

    private @Nullable TensorScope recordedIn;
    private List<Hook> hooks = List.of();

    Node(int outputs) {
        this.outputs = outputs;
    }

    /**
     * The gradients of the inputs, one an edge; null where there is none.
     *
     * @param gradients of the results; null where none arrived
     * @param wanted which edges lead to an asked-for gradient
     * @param createGraph whether the computation is to be recorded itself
     */
    abstract @Nullable Tensor[] backward(@Nullable Tensor[] gradients, boolean[] wanted, boolean createGraph);

    /** Frees what was saved for backward. */
    abstract void release();

    /** Leaves what was saved for backward to the garbage collector too: no scope frees it any more. */
    abstract void guard();

    /** The operation, as errors name it. */
    abstract String label();

    /** The shape and type of a result. */
    abstract TensorSpec outputSpec(int output);

    final void recordedIn(TensorScope scope) {
        recordedIn = scope;
    }

    /** The layers that recorded this, joined by dots: backward fails somewhere else than what it is about. */
    final String path() {
        return recordedIn == null ? "" : recordedIn.path();
    }

    /** For who asks for what was freed. */
    final AutogradException usedUp() {
        return new AutogradException(label()
                + ": backward went through this graph before and freed what it had saved; pass retainGraph = true the"
                + " first time");
    }

    /** Notes where the inputs come from. */
    final void connect(Tensor[] inputs) {
        edges = new Node[inputs.length];
        edgeOutputs = new int[inputs.length];
        for (int i = 0; i < inputs.length; i++) {
            if (inputs[i].requiresGrad()) {
                edges[i] = inputs[i].node();
                edgeOutputs[i] = inputs[i].outputIndex();
            }
        }
    }

    /** Runs a function on the gradient of one result whenever it has arrived whole; run the return value to remove it. */
    final Runnable hook(int output, UnaryOperator<Tensor> function) {
        if (hooks.isEmpty()) {
            hooks = new ArrayList<>();
        }
        var hook = new Hook(output, function);
        hooks.add(hook);
        return () -> hooks.remove(hook);
    }

    final void runHooks(@Nullable Tensor[] gradients) {
        for (var hook : List.copyOf(hooks)) {
            var gradient = gradients[hook.output];
            if (gradient != null) {
                gradients[hook.output] = hook.function.apply(gradient);
            }
        }
    }

    final boolean hasHooks() {
        return !hooks.isEmpty();
    }

    private record Hook(int output, UnaryOperator<Tensor> function) {}
}
