package dev.vireo.formats.dl4j.internal.layer;

import dev.vireo.nn.Layer;
import dev.vireo.tensor.Tensor;

/** Permutes dimensions: dimension i of the result is dimension {@code dims[i]} of the input. */
public final class Permute extends Layer {
    private final int[] dims;

    /** Creates the layer from a permutation. */
    public Permute(int... dims) {
        this.dims = dims.clone();
    }

    @Override
    public Tensor forward(Tensor x) {
        return x.permute(dims);
    }
}
