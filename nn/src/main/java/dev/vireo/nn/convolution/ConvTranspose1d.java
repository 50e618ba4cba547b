package dev.vireo.nn.convolution;

/**
 * Transposed convolution of sequences, {@code [N, in, L]} to {@code [N, out, L']}, with weight {@code [in, out /
 * groups, k]} and bias {@code [out]}. It is the transpose of {@link Conv1d} and upsamples by the stride. As {@code
 * torch.nn.ConvTranspose1d}.
 */
public final class ConvTranspose1d extends ConvTransposeNd {
    /**
     * @throws dev.vireo.tensor.VireoException if the channels do not divide into the groups, or the kernel has the
     * wrong number of entries
     */
    public ConvTranspose1d(long in, long out, ConvOptions kernel) {
        super("ConvTranspose1d", 1, in, out, kernel);
    }
}
