package dev.vireo.nn.convolution;

/**
 * Volumes {@code [N, in, D, H, W]} to {@code [N, out, D', H', W']}; weight {@code [out, in / groups, kd, kh, kw]}, bias
 * {@code [out]}. As {@code torch.nn.Conv3d}.
 */
public final class Conv3d extends ConvNd {
    /**
     * @throws dev.vireo.tensor.VireoException if the channels do not divide into the groups, or the kernel has entries
     *     for another number of dimensions
     */
    public Conv3d(long in, long out, Kernel kernel) {
        super("Conv3d", 3, in, out, kernel);
    }
}
