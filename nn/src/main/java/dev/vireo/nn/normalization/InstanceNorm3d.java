package dev.vireo.nn.normalization;

/**
 * Normalizes each channel of each sample of {@code [N, C, D, H, W]}, in training and in evaluation. As {@code
 * torch.nn.InstanceNorm3d} without running statistics (Ulyanov et al., 2016).
 */
public final class InstanceNorm3d extends InstanceNormNd {
    /** Creates an instance norm without weight and bias, PyTorch's default. */
    public InstanceNorm3d(long channels) {
        this(channels, 1e-5, false);
    }

    /**
     * @param affine whether there are weight and bias
     */
    public InstanceNorm3d(long channels, double eps, boolean affine) {
        super("InstanceNorm3d", 3, channels, eps, affine);
    }
}
