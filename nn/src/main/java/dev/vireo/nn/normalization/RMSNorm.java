package dev.vireo.nn.normalization;

import dev.vireo.nn.internal.LayerChecks;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.op.Normalization.RmsNorm;

/**
 * Divides the last dimensions of {@code [..., D...]} by their root mean square and multiplies by the weight {@code
 * [D...]}. As {@code torch.nn.RMSNorm} (Zhang and Sennrich, 2019).
 */
public final class RMSNorm extends Affine {
    private final RmsNorm attributes;
    private final Shape normalized;

    /**
     * Uses the float32 machine epsilon as eps, PyTorch's default.
     *
     * @param normalized the sizes of the last dimensions
     */
    public RMSNorm(long... normalized) {
        this(Shape.of(normalized), Math.ulp(1f), true);
    }

    /**
     * @param normalized the sizes of the last dimensions
     * @param affine whether there is a weight
     */
    public RMSNorm(Shape normalized, double eps, boolean affine) {
        super(normalized, affine, false);
        LayerChecks.atLeast(1, "RMSNorm", "the number of normalized dimensions", normalized.rank());
        this.normalized = normalized;
        attributes = new RmsNorm(normalized.rank(), eps);
    }

    @Override
    public Tensor forward(Tensor x) {
        LayerChecks.last("RMSNorm", x.shape(), normalized);
        return normalize(x, attributes);
    }
}
