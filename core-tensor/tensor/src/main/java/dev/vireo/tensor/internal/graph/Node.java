package dev.vireo.tensor.internal.graph;

import static dev.vireo.tensor.internal.graph.TensorAccess.TENSORS;

import dev.vireo.tensor.AutogradException;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.internal.memory.Held;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A step of the recorded graph: knows the gradients of its inputs from those of its results. Inputs are reached through
 * edges; those that need no gradient have none.
 */
public abstract class Node implements Held {
    private static final Node[] NO_EDGES = new Node[0];

    /** The node that made the i-th input, or null where that input needs no gradient. */
    @Nullable
    public Node[] edges = NO_EDGES;

    /** Which of that node's results the i-th input is. */
    public int[] edgeOutputs = {};

    /** The results that this node has gradients for. */
    public final int outputs;

    /** Of the backward pass that is under way: gradients that have arrived, and how many edges are still to come. */
    @Nullable
    public Tensor @Nullable [] arrived;

    public int awaited;

    /** Of the backward pass that is under way: whether an asked-for gradient lies beyond this node. */
    public boolean wanted;

    private @Nullable TensorScope recordedIn;
    private List<Hook> hooks = List.of();

    public Node(int outputs) {
        this.outputs = outputs;
    }

    /**
     * The gradients of the inputs, one an edge; null where there is none.
     *
     * @param gradients of the results; null where none arrived
     * @param wanted which edges lead to an asked-for gradient
     * @param createGraph whether the computation is to be recorded itself
     */
    public abstract @Nullable Tensor[] backward(@Nullable Tensor[] gradients, boolean[] wanted, boolean createGraph);

    /** Frees the values that were saved for backward. */
    @Override
    public abstract void release();

    /** Lets the garbage collector free the saved values, since no scope does any more. */
    @Override
    public abstract void guard();

    /** The operation, as errors name it. */
    public abstract String label();

    /** The shape and type of a result. */
    public abstract TensorSpec outputSpec(int output);

    public final void recordedIn(TensorScope scope) {
        recordedIn = scope;
    }

    /** The layers that recorded this, joined by dots: backward fails somewhere else than what it is about. */
    public final String path() {
        return recordedIn == null ? "" : TENSORS.path(recordedIn);
    }

    /** For who asks for what was freed. */
    public final AutogradException usedUp() {
        return new AutogradException(label()
                + ": backward went through this graph before and freed what it had saved; pass retainGraph = true the"
                + " first time");
    }

    /** Notes where the inputs come from. */
    public final void connect(Tensor[] inputs) {
        edges = new Node[inputs.length];
        edgeOutputs = new int[inputs.length];
        for (int i = 0; i < inputs.length; i++) {
            if (inputs[i].requiresGrad()) {
                edges[i] = TENSORS.node(inputs[i]);
                edgeOutputs[i] = TENSORS.outputIndex(inputs[i]);
            }
        }
    }

    /** Runs a function on the gradient of one result whenever it has arrived whole; run the return value to remove it. */
    public final Runnable hook(int output, UnaryOperator<Tensor> function) {
        if (hooks.isEmpty()) {
            hooks = new ArrayList<>();
        }
        var hook = new Hook(output, function);
        hooks.add(hook);
        return () -> hooks.remove(hook);
    }

    public final void runHooks(@Nullable Tensor[] gradients) {
        for (var hook : List.copyOf(hooks)) {
            var gradient = gradients[hook.output];
            if (gradient != null) {
                gradients[hook.output] = hook.function.apply(gradient);
            }
        }
    }

    public final boolean hasHooks() {
        return !hooks.isEmpty();
    }

    private record Hook(int output, UnaryOperator<Tensor> function) {}
}
