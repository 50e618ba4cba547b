package dev.vireo.tensor.internal.graph;

import static dev.vireo.tensor.internal.graph.TensorAccess.TENSORS;

import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.autograd.AutogradException;
import dev.vireo.tensor.internal.memory.Fields;
import dev.vireo.tensor.internal.memory.NativeOwner;
import dev.vireo.tensor.listener.BackwardStep.Recorded;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A node of the recorded graph. It computes the gradients of its inputs from those of its results. Edges lead to the
 * nodes of the inputs; an input that needs no gradient has none.
 *
 * <p>Backward passes of several threads may visit a node at the same time. A node holds no state of a pass, and its saved
 * values are freed once no pass reads them.
 */
public abstract class Node implements NativeOwner {
    private static final Node[] NO_EDGES = new Node[0];
    private static final VarHandle READERS = Fields.of(MethodHandles.lookup(), "readers", int.class);
    private static final int RELEASED = Integer.MIN_VALUE;

    /** The node that computed the i-th input, or null if that input needs no gradient. */
    @Nullable
    public Node[] edges = NO_EDGES;

    /** The index of the i-th input among that node's results. */
    public int[] edgeOutputs = {};

    /** The number of results that have a gradient. */
    public final int outputs;

    /** Whether a leaf needs no gradient for the time being. */
    public boolean suspended;

    private @Nullable TensorScope recordedIn;
    private volatile List<Hook> hooks = List.of();

    /** The number of threads that read saved values, plus {@link #RELEASED} once they are released. Through READERS. */
    @SuppressWarnings({"unused", "FieldMayBeFinal"})
    private int readers;

    /** The name of the thread that released the saved values. */
    private volatile String releasedBy = "";

    /** Creates a node without edges. */
    protected Node(int outputs) {
        this.outputs = outputs;
    }

    /**
     * Computes the gradients of the inputs, one per edge; null where there is none. {@link #differentiate} calls this method.
     *
     * @param gradients the gradients of the results; null where none arrived
     * @param wanted which edges lead to a requested gradient
     * @param createGraph whether to record the computation itself
     */
    public abstract @Nullable Tensor[] backward(@Nullable Tensor[] gradients, boolean[] wanted, boolean createGraph);

    /** Frees the values that were saved for backward. Called once. */
    protected void free() {}

    /** Lets the garbage collector free the saved values. */
    protected void guardSaved() {}

    /** The operation's name in errors. */
    public abstract String label();

    /** What listeners hear that this node differentiates. */
    public Recorded recorded() {
        return Recorded.named(label(), path());
    }

    /** Whether listeners hear of {@link #differentiate} as one step, and not of the steps inside it. */
    public boolean isOneStep() {
        return true;
    }

    /** The shape and type of a result. */
    public abstract TensorSpec outputSpec(int output);

    /**
     * Computes the gradients of the inputs, as {@link #backward} does, while the saved values stay.
     *
     * @throws AutogradException if the saved values are released
     */
    public final @Nullable Tensor[] differentiate(@Nullable Tensor[] gradients, boolean[] wanted, boolean createGraph) {
        return reading(() -> backward(gradients, wanted, createGraph));
    }

    /**
     * Runs work that reads the saved values, which stay meanwhile.
     *
     * @throws AutogradException if the saved values are released
     */
    protected final <T extends @Nullable Object> T reading(Supplier<T> work) {
        if (!beginReading()) {
            throw usedUp();
        }
        try {
            return work.get();
        } finally {
            endReading();
        }
    }

    /** Frees the values that were saved for backward, as soon as no thread reads them. Releasing twice does nothing. */
    @Override
    public final void release() {
        int before;
        do {
            before = (int) READERS.getVolatile(this);
            if (before < 0) {
                return;
            }
        } while (!READERS.compareAndSet(this, before, before + RELEASED));
        releasedBy = Thread.currentThread().getName();
        if (before == 0) {
            free();
        }
    }

    /** Lets the garbage collector free the saved values, because no scope will. */
    @Override
    public final void guard() {
        if (beginReading()) {
            try {
                guardSaved();
            } finally {
                endReading();
            }
        }
    }

    private boolean beginReading() {
        int before;
        do {
            before = (int) READERS.getVolatile(this);
            if (before < 0) {
                return false;
            }
        } while (!READERS.compareAndSet(this, before, before + 1));
        return true;
    }

    private void endReading() {
        if ((int) READERS.getAndAdd(this, -1) == RELEASED + 1) {
            free();
        }
    }

    /** Notes the scope in which this node was recorded. */
    public final void recordedIn(TensorScope scope) {
        recordedIn = scope;
    }

    /** The path of the layers that recorded this node, joined by dots. Errors of backward report it. */
    public final String path() {
        return recordedIn == null ? "" : TENSORS.path(recordedIn);
    }

    private AutogradException usedUp() {
        var here = Thread.currentThread().getName();
        var there = releasedBy;
        if (there.isEmpty() || there.equals(here)) {
            return new AutogradException(label()
                    + ": backward went through this graph before and freed what it had saved; pass retainGraph = true"
                    + " the first time");
        }
        return new AutogradException(label() + ": the thread '" + there
                + "' freed the saved values of this graph before backward in the thread '" + here
                + "' read them; pass retainGraph = true in both threads, and keep the scope of the graph open until both"
                + " are done");
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
    public final synchronized Runnable hook(int output, UnaryOperator<Tensor> function) {
        var hook = new Hook(output, function);
        var all = new ArrayList<>(hooks);
        all.add(hook);
        hooks = List.copyOf(all);
        return () -> remove(hook);
    }

    private synchronized void remove(Hook hook) {
        hooks = hooks.stream().filter(each -> each != hook).toList();
    }

    /** Runs the hooks, which may replace gradients. */
    public final void runHooks(@Nullable Tensor[] gradients) {
        for (var hook : hooks) {
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
