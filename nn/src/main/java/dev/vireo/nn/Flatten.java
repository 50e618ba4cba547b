package dev.vireo.nn;

import dev.vireo.tensor.Tensor;

/** Merges dimensions, by default {@code [N, ...] -> [N, D]}. */
public final class Flatten extends Layer {
    private final int startDim;
    private final int endDim;

    /** Merges all dimensions after the first. */
    public Flatten() {
        this(1, -1);
    }

    /**
     * Merges a range of dimensions.
     *
     * @param startDim the first dimension to merge; from 0, or from -1 backwards
     * @param endDim the last dimension to merge, inclusive
     */
    public Flatten(int startDim, int endDim) {
        this.startDim = startDim;
        this.endDim = endDim;
    }

    @Override
    public Tensor forward(Tensor x) {
        return x.flatten(startDim, endDim);
    }
}
