package dev.vireo.tensor.internal.graph;

import static dev.vireo.tensor.internal.graph.TensorAccess.TENSORS;

import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.autograd.GradMode;
import dev.vireo.tensor.autograd.RowGradient;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The end of a path of gradients: a tensor created by the user that requires a gradient. Backward accumulates into its
 * {@code grad}, one thread at a time.
 */
public final class LeafNode extends Node {
    private volatile Tensor leaf;
    private @Nullable Tensor grad;

    /** The gradient while it consists only of rows; then there is no dense one. */
    private @Nullable RowGradient rows;

    /** Whether each index occurs once in the rows. */
    private boolean coalesced;

    private volatile List<Consumer<Tensor>> accumulated = List.of();

    /** Creates the node of a leaf. */
    public LeafNode(Tensor leaf) {
        super(1);
        this.leaf = leaf;
    }

    /** The accumulated gradient; null if there is none. A gradient by rows becomes dense permanently. */
    public synchronized @Nullable Tensor grad() {
        var present = rows;
        if (present != null) {
            try (var scope = TensorScope.open();
                    var off = GradMode.off()) {
                grad(TENSORS.own(present.dense(leaf.shape())));
            }
        }
        return grad;
    }

    /**
     * The accumulated gradient if it consists only of rows, with each index once; null if there is none or it is dense.
     */
    public synchronized @Nullable RowGradient rowGrad() {
        var present = rows;
        if (present != null && !coalesced) {
            rows = present.coalesced().own();
            coalesced = true;
            present.close();
        }
        return rows;
    }

    /** Replaces the accumulated gradient and frees the previous one. */
    public synchronized void grad(@Nullable Tensor gradient) {
        var old = grad;
        grad = gradient;
        if (old != null && old != gradient) {
            old.close();
        }
        var oldRows = rows;
        rows = null;
        if (oldRows != null) {
            oldRows.close();
        }
    }

    /** Stops or resumes computing the gradient. Stopping frees it. Hooks stay. */
    public synchronized void suspend(boolean suspend) {
        suspended = suspend;
        if (suspend) {
            grad(null);
        }
    }

    /** Moves to another tensor, with all hooks but without the gradient. */
    public synchronized LeafNode at(Tensor other) {
        grad(null);
        leaf = other;
        return this;
    }

    /** The number of in-place writes to the leaf. */
    public int version() {
        return TENSORS.handle(leaf).version();
    }

    /** Frees the gradient if the leaf itself is closed, and not one of its aliases. */
    public void closed(Tensor tensor) {
        if (tensor == leaf) {
            grad(null);
        }
    }

    /** Runs a function on the leaf after each accumulation. Running the returned action removes it. */
    public synchronized Runnable afterAccumulate(Consumer<Tensor> hook) {
        var all = new ArrayList<>(accumulated);
        all.add(hook);
        accumulated = List.copyOf(all);
        return () -> remove(hook);
    }

    private synchronized void remove(Consumer<Tensor> hook) {
        var all = new ArrayList<>(accumulated);
        all.remove(hook);
        accumulated = List.copyOf(all);
    }

    /**
     * Adds a gradient to {@code grad}: in place, or as a new tensor if a graph is created. Then calls the hooks. Other
     * threads that accumulate into this leaf wait until the hooks have returned. A closed leaf ignores gradients.
     *
     * @param gradient the dense part; null if there is none
     * @param more the parts that came by rows
     */
    public synchronized void accumulate(@Nullable Tensor gradient, List<RowGradient> more, boolean createGraph) {
        if (suspended || leaf.isClosed()) {
            return;
        }
        if (gradient != null) {
            add(gradient, createGraph);
        }
        more.forEach(this::add);
        for (var hook : accumulated) {
            hook.accept(leaf);
        }
    }

    private void add(Tensor gradient, boolean createGraph) {
        var present = grad();
        if (present == null) {
            grad = TENSORS.handle(gradient).isExclusive() ? TENSORS.own(gradient) : TENSORS.own(gradient.copy());
        } else if (createGraph) {
            grad(TENSORS.own(present.add(gradient)));
        } else {
            present.assignAdd(gradient, 1);
        }
    }

    /** Adds rows to rows; with a dense gradient the sum is dense. */
    private void add(RowGradient more) {
        var dense = grad;
        if (dense != null) {
            grad(TENSORS.own(dense.indexAdd(0, more.indices(), more.values())));
            return;
        }
        var present = rows;
        rows = present == null ? more.own() : present.plus(more).own();
        coalesced = false;
        if (present != null) {
            present.close();
        }
    }

    @Override
    @Nullable
    public Tensor[] backward(@Nullable Tensor[] gradients, boolean[] wanted, boolean createGraph) {
        throw new AssertionError("a leaf has no inputs");
    }

    @Override
    public String label() {
        return "leaf";
    }

    @Override
    public TensorSpec outputSpec(int output) {
        return leaf.spec();
    }
}
