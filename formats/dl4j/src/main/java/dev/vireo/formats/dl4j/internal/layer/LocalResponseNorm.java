package dev.vireo.formats.dl4j.internal.layer;

import dev.vireo.nn.Layer;
import dev.vireo.tensor.Dims;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.op.Pooling.AvgPool;

/**
 * Local response normalization of images {@code [N, C, H, W]}: x / (k + alpha s)^beta, where s sums the squares of the
 * channels from {@code c - half} to {@code c + half} at the same pixel (Krizhevsky et al., 2012).
 */
public final class LocalResponseNorm extends Layer {
    private final int half;
    private final double k;
    private final double alpha;
    private final double beta;

    /** Creates the layer. */
    public LocalResponseNorm(int half, double k, double alpha, double beta) {
        this.half = half;
        this.k = k;
        this.alpha = alpha;
        this.beta = beta;
    }

    @Override
    public Tensor forward(Tensor x) {
        int count = 2 * half + 1;
        var window = new AvgPool(Dims.of(count, 1), Dims.of(1, 1), Dims.of(half, 0), false, true);
        var squares = x.square().flatten(2).unsqueeze(1); // [N, 1, C, H W]
        var sums = squares.avgPool(window).mul(count).reshape(x.shape().toArray());
        return x.div(sums.mul(alpha).add(k).pow(beta));
    }
}
