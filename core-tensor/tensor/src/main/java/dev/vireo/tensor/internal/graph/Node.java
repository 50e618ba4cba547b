package dev.vireo.tensor.internal.graph;

import static dev.vireo.tensor.internal.graph.TensorAccess.TENSORS;

import dev.vireo.tensor.AutogradException;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.autograd.RowGradient;
import dev.vireo.tensor.internal.memory.Held;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A node of the recorded graph. It computes the gradients of its inputs from those of its results. Edges lead to the
 * nodes of the inputs; an input that needs no gradient has none.
 */
public abstract class Node implements Held {
    private static final Node[] NO_EDGES = new Node[0];

    /** The node that computed the i-th input, or null if that input needs no gradient. */
    @Nullable
    public Node[] edges = NO_EDGES;

    /** The index of the i-th input among that node's results. */
    public int[] edgeOutputs = {};

    /** The number of results that have a gradient. */
    public final int outputs;

    /** In the current backward pass: the gradients that have arrived, and the number of edges still to come. */
    @Nullable
    public Tensor @Nullable [] arrived;

    /** In the current backward pass: the gradients of a leaf that have arrived by rows. */
    public List<RowGradient> arrivedRows = List.of();

    /** In the current backward pass: the number of edges whose gradient has not arrived yet. */
    public int awaited;

    /** In the current backward pass: whether a path from this node leads to a requested gradient. */
    public boolean wanted;

    /** Whether a leaf needs no gradient for the time being. */
    public boolean suspended;

    private @Nullable TensorScope recordedIn;
    private List<Hook> hooks = List.of();

    /** Creates a node without edges. */
    public Node(int outputs) {
        this.outputs = outputs;
    }

    /**
     * Computes the gradients of the inputs, one per edge; null where there is none.
     *
     * @param gradients the gradients of the results; null where none arrived
     * @param wanted which edges lead to a requested gradient
     * @param createGraph whether to record the computation itself
     */
    public abstract @Nullable Tensor[] backward(@Nullable Tensor[] gradients, boolean[] wanted, boolean createGraph);

    /** Frees the values that were saved for backward. */
    @Override
    public abstract void release();

    /** Lets the garbage collector free the saved values, because no scope will. */
    @Override
    public abstract void guard();

    /** The operation's name in errors. */
    public abstract String label();

    /** The shape and type of a result. */
    public abstract TensorSpec outputSpec(int output);

    /** Notes the scope in which this node was recorded. */
    public final void recordedIn(TensorScope scope) {
        recordedIn = scope;
    }

    /** The path of the layers that recorded this node, joined by dots. Errors of backward report it. */
    public final String path() {
        return recordedIn == null ? "" : TENSORS.path(recordedIn);
    }

    /** Returns the error for using values that are already freed. */
    public final AutogradException usedUp() {
        return new AutogradException(label()
                + ": backward went through this graph before and freed what it had saved; pass retainGraph = true the"
                + " first time");
    }

    /** Sets the edges to the nodes of the inputs. */
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

    /**
     * Runs a function on the gradient of one result once it is complete. Running the returned action removes the hook.
     */
    public final Runnable hook(int output, UnaryOperator<Tensor> function) {
        if (hooks.isEmpty()) {
            hooks = new ArrayList<>();
        }
        var hook = new Hook(output, function);
        hooks.add(hook);
        return () -> hooks.remove(hook);
    }

    /** Runs the hooks, which may replace gradients. */
    public final void runHooks(@Nullable Tensor[] gradients) {
        for (var hook : List.copyOf(hooks)) {
            var gradient = gradients[hook.output];
            if (gradient != null) {
                gradients[hook.output] = hook.function.apply(gradient);
            }
        }
    }

    /** Whether there are hooks. */
    public final boolean hasHooks() {
        return !hooks.isEmpty();
    }

    private record Hook(int output, UnaryOperator<Tensor> function) {}
}
