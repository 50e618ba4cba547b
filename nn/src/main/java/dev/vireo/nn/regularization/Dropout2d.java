package dev.vireo.nn.regularization;

import dev.vireo.nn.Layer;
import dev.vireo.nn.internal.LayerChecks;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;

/**
 * Dropout of channels of {@code [N, C, H, W]}. In training a channel is 0 with probability p, else x / (1 - p); in
 * evaluation it is unchanged (Tompson et al., 2015).
 */
public final class Dropout2d extends Layer {
    private final double p;

    /** Dropout with p = 0.5, PyTorch's default. */
    public Dropout2d() {
        this(0.5);
    }

    /**
     * @throws dev.vireo.tensor.VireoException if p is not between 0 and 1
     */
    public Dropout2d(double p) {
        this.p = LayerChecks.share("Dropout2d", "p", p);
    }

    @Override
    public Tensor forward(Tensor x) {
        LayerChecks.rank("Dropout2d", x.shape(), 4, 4);
        if (!isTraining() || p == 0) {
            return x;
        }
        var channels = Shape.of(x.shape().size(0), x.shape().size(1), 1, 1);
        return x.mul(x.newFull(channels, 1).dropout(p));
    }
}
