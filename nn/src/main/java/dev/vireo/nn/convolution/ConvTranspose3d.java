package dev.vireo.nn.convolution;

/**
 * The transpose of {@link Conv3d}, which makes inputs larger: {@code [N, in, D, H, W]} to {@code [N, out, D', H', W']};
 * weight {@code [in, out / groups, kd, kh, kw]}, bias {@code [out]}. As {@code torch.nn.ConvTranspose3d}.
 */
public final class ConvTranspose3d extends ConvTransposeNd {
    /**
     * @throws dev.vireo.tensor.VireoException if the channels do not divide into the groups, or the kernel has entries
     *     for another number of dimensions
     */
    public ConvTranspose3d(long in, long out, Kernel kernel) {
        super("ConvTranspose3d", 3, in, out, kernel);
    }
}
