package dev.vireo.tensor;

import org.jspecify.annotations.Nullable;

/** Passes gradients on unchanged: gives a tensor a place of its own in the graph, to ask gradients of. */
final class AliasNode extends Node {
    private final TensorSpec spec;

    /** Whether the backward pass that is under way ends here, whatever lies beyond. */
    boolean bound;

    private AliasNode(TensorSpec spec) {
        super(1);
        this.spec = spec;
    }

    /** The same values, connected through a node of their own; a constant stays one. */
    static Tensor of(Tensor tensor) {
        if (!tensor.requiresGrad()) {
            return tensor;
        }
        var node = new AliasNode(tensor.spec());
        node.connect(new Tensor[] {tensor});
        return Tensor.wrap(tensor.handle().retain(), tensor.spec()).attach(node, 0);
    }

    /** A place of its own for what is known to come from another. */
    static AliasNode at(Segment.Place place, TensorSpec spec) {
        var node = new AliasNode(spec);
        node.edges = new Node[] {place.node()};
        node.edgeOutputs = new int[] {place.output()};
        return node;
    }

    @Override
    @Nullable
    Tensor[] backward(@Nullable Tensor[] gradients, boolean[] wanted, boolean createGraph) {
        return new Tensor[] {gradients[0]};
    }

    @Override
    void release() {}

    @Override
    void guard() {}

    @Override
    String label() {
        return "alias";
    }

    @Override
    TensorSpec outputSpec(int output) {
        return spec;
    }
}
