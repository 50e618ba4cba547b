package dev.vireo.nn.normalization;

/**
 * Batch normalization of each channel of {@code [N, C]} or {@code [N, C, L]}. Training uses the statistics of the batch
 * and updates the running statistics; evaluation uses the running statistics. As {@code torch.nn.BatchNorm1d} (Ioffe
 * and Szegedy, 2015).
 */
public final class BatchNorm1d extends BatchNormNd {
    /** Creates a batch norm with eps 1e-5 and momentum 0.1, PyTorch's defaults. */
    public BatchNorm1d(long channels) {
        this(channels, 1e-5, 0.1);
    }

    /** @param momentum the weight of the batch's statistics in the running statistics at each step */
    public BatchNorm1d(long channels, double eps, double momentum) {
        this(channels, eps, momentum, true, true);
    }

    /**
     * @param affine whether there are weight and bias
     * @param trackRunningStats whether running statistics are kept; if not, evaluation uses the batch's too
     */
    public BatchNorm1d(long channels, double eps, double momentum, boolean affine, boolean trackRunningStats) {
        super("BatchNorm1d", 2, 3, channels, eps, momentum, affine, trackRunningStats);
    }
}
