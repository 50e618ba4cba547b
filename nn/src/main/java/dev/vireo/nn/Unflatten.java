package dev.vireo.nn;

import dev.vireo.tensor.Shape;
import dev.vireo.tensor.ShapeException;
import dev.vireo.tensor.Tensor;

/** Splits a dimension: {@code [N, C H W] -> [N, C, H, W]}. */
public final class Unflatten extends Layer {
    private final int dim;
    private final Shape sizes;

    /**
     * @param dim the dimension to split; from 0, or from -1 backwards
     * @param sizes its new sizes
     */
    public Unflatten(int dim, long... sizes) {
        this.dim = dim;
        this.sizes = Shape.of(sizes);
    }

    /** @throws ShapeException if the size of the dimension is not the product of the sizes */
    @Override
    public Tensor forward(Tensor x) {
        var shape = x.shape();
        int at = shape.dim(dim);
        if (shape.size(at) != sizes.elements()) {
            throw new ShapeException("Unflatten: dimension " + dim + " of " + shape + " has the size " + shape.size(at)
                    + "; " + sizes + " needs " + sizes.elements());
        }
        var split = shape.slice(0, at).concat(sizes).concat(shape.slice(at + 1, shape.rank()));
        return x.reshape(split.toArray());
    }
}
