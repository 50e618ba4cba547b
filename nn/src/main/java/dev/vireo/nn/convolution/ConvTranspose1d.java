package dev.vireo.nn.convolution;

/**
 * The transpose of {@link Conv1d}, which makes inputs larger: {@code [N, in, L]} to {@code [N, out, L']};
 * weight {@code [in, out / groups, k]}, bias {@code [out]}. As {@code torch.nn.ConvTranspose1d}.
 */
public final class ConvTranspose1d extends ConvTransposeNd {
    /**
     * @throws dev.vireo.tensor.VireoException if the channels do not divide into the groups, or the kernel has entries
     *     for another number of dimensions
     */
    public ConvTranspose1d(long in, long out, Kernel kernel) {
        super("ConvTranspose1d", 1, in, out, kernel);
    }
}
