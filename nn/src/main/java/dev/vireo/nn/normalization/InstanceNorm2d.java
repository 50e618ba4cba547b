package dev.vireo.nn.normalization;

/**
 * Normalizes each channel of each sample of {@code [N, C, H, W]}, in training and in evaluation. As {@code
 * torch.nn.InstanceNorm2d} without running statistics (Ulyanov et al., 2016).
 */
public final class InstanceNorm2d extends InstanceNormNd {
    /** Creates an instance norm without weight and bias, PyTorch's default. */
    public InstanceNorm2d(long channels) {
        this(channels, 1e-5, false);
    }

    /**
     * @param affine whether there are weight and bias
     */
    public InstanceNorm2d(long channels, double eps, boolean affine) {
        super("InstanceNorm2d", 2, channels, eps, affine);
    }
}
