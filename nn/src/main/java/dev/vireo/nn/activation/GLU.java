package dev.vireo.nn.activation;

import dev.vireo.nn.Layer;
import dev.vireo.tensor.ShapeException;
import dev.vireo.tensor.Tensor;

/**
 * Gated linear unit: the first half of a dimension times the sigmoid of the second half, {@code [..., 2 D, ...] ->
 * [..., D, ...]} (Dauphin et al., 2017).
 */
public final class GLU extends Layer {
    private final int dim;

    /** Splits the last dimension. */
    public GLU() {
        this(-1);
    }

    /** @param dim the dimension to split; from 0, or from -1 backwards */
    public GLU(int dim) {
        this.dim = dim;
    }

    /**
     * @throws ShapeException if the dimension's size is odd
     */
    @Override
    public Tensor forward(Tensor x) {
        long size = x.shape().size(dim);
        if (size % 2 != 0) {
            throw new ShapeException(
                    "GLU: dimension " + dim + " of " + x.shape() + " has the size " + size + "; expected an even one");
        }
        return x.slice(dim, 0, size / 2).mul(x.slice(dim, size / 2, size).sigmoid());
    }
}
