package dev.vireo.nn.convolution;

/**
 * Transposed convolution of images, {@code [N, in, H, W]} to {@code [N, out, H', W']}, with weight {@code [in, out /
 * groups, kh, kw]} and bias {@code [out]}. It is the transpose of {@link Conv2d} and upsamples by the stride. As {@code
 * torch.nn.ConvTranspose2d}.
 */
public final class ConvTranspose2d extends ConvTransposeNd {
    /**
     * @throws dev.vireo.tensor.VireoException if the channels do not divide into the groups, or the kernel has the
     * wrong number of entries
     */
    public ConvTranspose2d(long in, long out, ConvOptions kernel) {
        super("ConvTranspose2d", 2, in, out, kernel);
    }
}
