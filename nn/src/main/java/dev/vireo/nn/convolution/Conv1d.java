package dev.vireo.nn.convolution;

/**
 * Convolution of sequences, {@code [N, in, L]} to {@code [N, out, L']}, with weight {@code [out, in / groups, k]} and
 * bias {@code [out]}. As {@code torch.nn.Conv1d}.
 */
public final class Conv1d extends ConvNd {
    /**
     * @throws dev.vireo.tensor.VireoException if the channels do not divide into the groups, or the kernel has the
     * wrong number of entries
     */
    public Conv1d(long in, long out, ConvOptions kernel) {
        super("Conv1d", 1, in, out, kernel);
    }
}
