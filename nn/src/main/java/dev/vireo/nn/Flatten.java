package dev.vireo.nn;

import dev.vireo.tensor.Tensor;

/** Joins dimensions: {@code [N, ...] -> [N, D]} by default. */
public final class Flatten extends Layer {
    private final int startDim;
    private final int endDim;

    public Flatten() {
        this(1, -1);
    }

    /**
     * @param startDim the first that is joined; from 0, or from -1 backwards
     * @param endDim the last that is joined
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
