package dev.vireo.nn.convolution;

/**
 * Convolution of volumes, {@code [N, in, D, H, W]} to {@code [N, out, D', H', W']}, with weight {@code [out, in /
 * groups, kd, kh, kw]} and bias {@code [out]}. As {@code torch.nn.Conv3d}.
 */
public final class Conv3d extends ConvNd {
    /**
     * @throws dev.vireo.tensor.VireoException if the channels do not divide into the groups, or the kernel has the
     * wrong number of entries
     */
    public Conv3d(long in, long out, ConvOptions kernel) {
        super("Conv3d", 3, in, out, kernel);
    }
}
