package dev.vireo.nn.convolution;

/**
 * The transpose of {@link Conv2d}, which makes inputs larger: {@code [N, in, H, W]} to {@code [N, out, H', W']};
 * weight {@code [in, out / groups, kh, kw]}, bias {@code [out]}. As {@code torch.nn.ConvTranspose2d}.
 */
public final class ConvTranspose2d extends ConvTransposeNd {
    /**
     * @throws dev.vireo.tensor.VireoException if the channels do not divide into the groups, or the kernel has entries
     *     for another number of dimensions
     */
    public ConvTranspose2d(long in, long out, Kernel kernel) {
        super("ConvTranspose2d", 2, in, out, kernel);
    }
}
