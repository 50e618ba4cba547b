package dev.vireo.nn.convolution;

/**
 * Transposed convolution of volumes, {@code [N, in, D, H, W]} to {@code [N, out, D', H', W']}, with weight {@code [in,
 * out / groups, kd, kh, kw]} and bias {@code [out]}. It is the transpose of {@link Conv3d} and upsamples by the stride.
 * As {@code torch.nn.ConvTranspose3d}.
 */
public final class ConvTranspose3d extends ConvTransposeNd {
    /**
     * @throws dev.vireo.tensor.VireoException if the channels do not divide into the groups, or the kernel has the
     * wrong number of entries
     */
    public ConvTranspose3d(long in, long out, ConvOptions kernel) {
        super("ConvTranspose3d", 3, in, out, kernel);
    }
}
