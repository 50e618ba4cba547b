package dev.vireo.tensor.internal.graph;

import static dev.vireo.tensor.internal.graph.TensorAccess.TENSORS;

import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The end of a path of gradients: a tensor created by the user that requires a gradient. Backward accumulates into its
 * {@code grad}.
 */
public final class LeafNode extends Node {
    private Tensor leaf;
    private @Nullable Tensor grad;
    private List<Consumer<Tensor>> accumulated = List.of();

    /** Creates the node of a leaf. */
    public LeafNode(Tensor leaf) {
        super(1);
        this.leaf = leaf;
    }

    /** The accumulated gradient; null if there is none. */
    @Nullable
    public Tensor grad() {
        return grad;
    }

    /** Replaces the accumulated gradient and frees the previous one. */
    public void grad(@Nullable Tensor gradient) {
        var old = grad;
        grad = gradient;
        if (old != null && old != gradient) {
            old.close();
        }
    }

    /** Stops computing the gradient, and frees it; or starts again. Hooks stay. */
    public void suspend(boolean suspend) {
        suspended = suspend;
        if (suspend) {
            grad(null);
        }
    }

    /** Moves to another tensor, with all hooks but without the gradient. */
    public LeafNode at(Tensor other) {
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
    public Runnable afterAccumulate(Consumer<Tensor> hook) {
        if (accumulated.isEmpty()) {
            accumulated = new ArrayList<>();
        }
        accumulated.add(hook);
        return () -> accumulated.remove(hook);
    }

    /** Adds a gradient to {@code grad}: in place, or as a new tensor if a graph is created. */
    public void accumulate(Tensor gradient, boolean createGraph) {
        if (suspended) {
            return;
        }
        var present = grad;
        if (present == null) {
            grad = TENSORS.handle(gradient).isExclusive()
                    ? gradient.own()
                    : gradient.copy().own();
        } else if (createGraph) {
            grad(present.add(gradient).own());
        } else {
            present.assignAdd(gradient, 1);
        }
        for (var hook : List.copyOf(accumulated)) {
            hook.accept(leaf);
        }
    }

    @Override
    @Nullable
    public Tensor[] backward(@Nullable Tensor[] gradients, boolean[] wanted, boolean createGraph) {
        throw new AssertionError("a leaf has no inputs");
    }

    @Override
    public void release() {}

    @Override
    public void guard() {}

    @Override
    public String label() {
        return "leaf";
    }

    @Override
    public TensorSpec outputSpec(int output) {
        return leaf.spec();
    }
}
