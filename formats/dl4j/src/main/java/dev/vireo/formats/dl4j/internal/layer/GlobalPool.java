package dev.vireo.formats.dl4j.internal.layer;

import dev.vireo.nn.Layer;
import dev.vireo.tensor.Dims;
import dev.vireo.tensor.Tensor;

/** Reduces over all spatial dimensions: {@code [N, C, ...] -> [N, C]}, or {@code [N, C, 1, ...]}. */
public final class GlobalPool extends Layer {
    /** A reduction that optionally keeps the reduced dimensions. */
    public interface Reduction {
        /** Reduces over dimensions. */
        Tensor reduce(Tensor x, Dims dims, boolean keepDim);
    }

    private final Reduction reduction;
    private final boolean keepDim;

    /**
     * Creates the layer.
     *
     * @param keepDim whether reduced dimensions are kept with size 1
     */
    public GlobalPool(Reduction reduction, boolean keepDim) {
        this.reduction = reduction;
        this.keepDim = keepDim;
    }

    @Override
    public Tensor forward(Tensor x) {
        return reduction.reduce(x, Dims.range(2, x.shape().rank()), keepDim);
    }
}
