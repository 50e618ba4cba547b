package dev.vireo.nn.normalization;

/**
 * Normalizes each channel of each sample of {@code [N, C, L]}, in training and in evaluation. As {@code
 * torch.nn.InstanceNorm1d} without running statistics (Ulyanov et al., 2016).
 */
public final class InstanceNorm1d extends InstanceNormNd {
    /** Creates an instance norm without weight and bias, PyTorch's default. */
    public InstanceNorm1d(long channels) {
        this(channels, 1e-5, false);
    }

    /**
     * @param affine whether there are weight and bias
     */
    public InstanceNorm1d(long channels, double eps, boolean affine) {
        super("InstanceNorm1d", 1, channels, eps, affine);
    }
}
