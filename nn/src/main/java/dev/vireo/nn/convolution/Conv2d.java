package dev.vireo.nn.convolution;

/**
 * Images {@code [N, in, H, W]} to {@code [N, out, H', W']}; weight {@code [out, in / groups, kh, kw]}, bias
 * {@code [out]}. As {@code torch.nn.Conv2d}.
 */
public final class Conv2d extends ConvNd {
    /**
     * @throws dev.vireo.tensor.VireoException if the channels do not divide into the groups, or the kernel has entries
     *     for another number of dimensions
     */
    public Conv2d(long in, long out, Kernel kernel) {
        super("Conv2d", 2, in, out, kernel);
    }
}
