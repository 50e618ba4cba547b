package dev.vireo.tensor.internal.graph;

import static dev.vireo.tensor.internal.graph.TensorAccess.TENSORS;

import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorSpec;
import org.jspecify.annotations.Nullable;

/**
 * Passes gradients on unchanged. It gives a tensor its own place in the graph, for which gradients can be requested.
 */
public final class AliasNode extends Node {
    private final TensorSpec spec;

    /** Whether the current backward pass ends here. */
    public boolean bound;

    private AliasNode(TensorSpec spec) {
        super(1);
        this.spec = spec;
    }

    /** Returns the same values with a node of their own; a constant is returned unchanged. */
    public static Tensor of(Tensor tensor) {
        if (!tensor.requiresGrad()) {
            return tensor;
        }
        var node = new AliasNode(tensor.spec());
        node.connect(new Tensor[] {tensor});
        return TENSORS.attach(TENSORS.wrap(TENSORS.handle(tensor).retain(), tensor.spec()), node, 0);
    }

    /** Returns an alias of the result of another node. */
    public static AliasNode at(Segment.Place place, TensorSpec spec) {
        var node = new AliasNode(spec);
        node.edges = new Node[] {place.node()};
        node.edgeOutputs = new int[] {place.output()};
        return node;
    }

    @Override
    @Nullable
    public Tensor[] backward(@Nullable Tensor[] gradients, boolean[] wanted, boolean createGraph) {
        return new Tensor[] {gradients[0]};
    }

    @Override
    public boolean isOneStep() {
        return false;
    }

    @Override
    public String label() {
        return "alias";
    }

    @Override
    public TensorSpec outputSpec(int output) {
        return spec;
    }
}
