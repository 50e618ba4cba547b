package dev.vireo.nn.convolution;

/**
 * Convolution of images, {@code [N, in, H, W]} to {@code [N, out, H', W']}, with weight {@code [out, in / groups, kh,
 * kw]} and bias {@code [out]}. As {@code torch.nn.Conv2d}.
 */
public final class Conv2d extends ConvNd {
    /**
     * @throws dev.vireo.tensor.VireoException if the channels do not divide into the groups, or the kernel has the
     * wrong number of entries
     */
    public Conv2d(long in, long out, ConvOptions kernel) {
        super("Conv2d", 2, in, out, kernel);
    }
}
