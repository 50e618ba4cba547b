package dev.vireo.nn.normalization;

/**
 * Each channel of {@code [N, C, D, H, W]} normalized over batch and space: in training by the batch's own statistics,
 * which move the running ones; in evaluation by those. As {@code torch.nn.BatchNorm3d}. (Ioffe and Szegedy 2015)
 */
public final class BatchNorm3d extends BatchNormNd {
    public BatchNorm3d(long channels) {
        this(channels, 1e-5, 0.1);
    }

    /**
     * @param momentum how far the running statistics move towards the batch's at each step
     */
    public BatchNorm3d(long channels, double eps, double momentum) {
        this(channels, eps, momentum, true, true);
    }

    /**
     * @param affine whether there are weight and bias
     * @param trackRunningStats whether running statistics are kept; if not, evaluation takes the batch's, too
     */
    public BatchNorm3d(long channels, double eps, double momentum, boolean affine, boolean trackRunningStats) {
        super("BatchNorm3d", 5, 5, channels, eps, momentum, affine, trackRunningStats);
    }
}
