package dev.vireo.tensor.internal.graph;

import dev.vireo.tensor.Tensor;

/** A recomputed function while it runs: the first time, or again in backward. */
public interface Segment {
    /**
     * Whether the operation is not recorded now. If so, its results have been marked as computed inside this function.
     *
     * @param inputs the inputs of the operation
     * @param outputs its results
     * @param differentiable the number of results, counted from the first, that have a gradient if they are floating
     */
    boolean postpones(Tensor[] inputs, Tensor[] outputs, int differentiable);

    /** Notes a node that was just recorded. */
    void recorded(Node node);

    /**
     * A result of a node.
     *
     * @param node the node
     * @param output the index of the result
     */
    record Place(Node node, int output) {}
}
