package dev.vireo.tensor.internal.tape;

import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.autograd.AutogradException;
import dev.vireo.tensor.internal.graph.AliasNode;
import dev.vireo.tensor.internal.graph.Node;
import dev.vireo.tensor.internal.graph.Segment;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The second run of a recomputed function, which is recorded like any other. Edges to the graph outside end at aliases,
 * so that a backward pass stays inside.
 */
public final class RecomputedSegment implements Segment {
    private final Map<Place, AliasNode> aliases;
    private final Set<Node> inside = Collections.newSetFromMap(new IdentityHashMap<>());

    /** @param aliases the aliases of all external tensors that the first run used */
    public RecomputedSegment(Map<Place, AliasNode> aliases) {
        this.aliases = aliases;
    }

    @Override
    public boolean postpones(Tensor[] inputs, Tensor[] outputs, int differentiable) {
        return false;
    }

    @Override
    public void recorded(Node node) {
        for (int i = 0; i < node.edges.length; i++) {
            var edge = node.edges[i];
            if (edge != null && !inside.contains(edge)) {
                node.edges[i] = alias(node, new Place(edge, node.edgeOutputs[i]));
                node.edgeOutputs[i] = 0;
            }
        }
        inside.add(node);
    }

    private AliasNode alias(Node node, Place place) {
        var alias = aliases.get(place);
        if (alias == null) {
            throw new AutogradException(
                    node.label() + ": run again for backward, the recomputed function uses the tensor "
                            + place.node().outputSpec(place.output())
                            + ", which it did not use the first time; it must do the same both times");
        }
        return alias;
    }
}
