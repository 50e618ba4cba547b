package dev.vireo.tensor.internal.graph;

import static dev.vireo.tensor.internal.graph.TensorAccess.TENSORS;

import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Where a gradient ends: a tensor that the user made and asked gradients of. Backward adds up in its {@code grad}. */
public final class LeafNode extends Node {
    private final Tensor leaf;
    private @Nullable Tensor grad;
    private List<Consumer<Tensor>> accumulated = List.of();

    public LeafNode(Tensor leaf) {
        super(1);
        this.leaf = leaf;
    }

    @Nullable
    public Tensor grad() {
        return grad;
    }

    public void grad(@Nullable Tensor gradient) {
        var old = grad;
        grad = gradient;
        if (old != null && old != gradient) {
            old.close();
        }
    }

    /** How often the leaf has been written in place. */
    public int version() {
        return TENSORS.handle(leaf).version();
    }

    /** A leaf takes its gradient with it; an alias of it does not. */
    public void closed(Tensor tensor) {
        if (tensor == leaf) {
            grad(null);
        }
    }

    public Runnable afterAccumulate(Consumer<Tensor> hook) {
        if (accumulated.isEmpty()) {
            accumulated = new ArrayList<>();
        }
        accumulated.add(hook);
        return () -> accumulated.remove(hook);
    }

    /** Adds a gradient to what is there; with a graph the sum is a new tensor, else it is written in place. */
    public void accumulate(Tensor gradient, boolean createGraph) {
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
