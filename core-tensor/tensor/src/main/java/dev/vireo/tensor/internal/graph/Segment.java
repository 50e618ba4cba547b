package dev.vireo.tensor.internal.graph;

import dev.vireo.tensor.Tensor;

/** A checkpointed part of the graph while its function runs: the first time, or again in backward. */
public interface Segment {
    /**
     * Whether an operation is not to be recorded now; then its results have been marked as parts of this.
     *
     * @param differentiable how many results, counted from the first, carry a gradient where they are floating
     */
    boolean postpones(Tensor[] inputs, Tensor[] outputs, int differentiable);

    /** Takes a node in that has just been made. */
    void recorded(Node node);

    /** A result of a node. */
    record Place(Node node, int output) {}
}
