package dev.vireo.nn.normalization;

import dev.vireo.nn.internal.LayerChecks;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.op.Normalization;

/**
 * Normalizes over the last dimensions of {@code [..., D...]}, with weight and bias {@code [D...]}. As {@code
 * torch.nn.LayerNorm} (Ba et al., 2016).
 */
public final class LayerNorm extends Affine {
    private final Normalization.LayerNorm attributes;
    private final Shape normalized;

    /**
     * @param normalized the sizes of the last dimensions
     */
    public LayerNorm(long... normalized) {
        this(Shape.of(normalized), 1e-5, true, true);
    }

    /**
     * @param normalized the sizes of the last dimensions
     * @param affine whether there is a weight
     * @param bias whether there is a bias in addition to the weight
     */
    public LayerNorm(Shape normalized, double eps, boolean affine, boolean bias) {
        super(normalized, affine, bias);
        LayerChecks.atLeast(1, "LayerNorm", "the number of normalized dimensions", normalized.rank());
        this.normalized = normalized;
        attributes = new Normalization.LayerNorm(normalized.rank(), eps);
    }

    @Override
    public Tensor forward(Tensor x) {
        LayerChecks.last("LayerNorm", x.shape(), normalized);
        return normalize(x, attributes);
    }
}
