package dev.vireo.nn.convolution;

/**
 * Sequences {@code [N, in, L]} to {@code [N, out, L']}; weight {@code [out, in / groups, k]}, bias
 * {@code [out]}. As {@code torch.nn.Conv1d}.
 */
public final class Conv1d extends ConvNd {
    /**
     * @throws dev.vireo.tensor.VireoException if the channels do not divide into the groups, or the kernel has entries
     *     for another number of dimensions
     */
    public Conv1d(long in, long out, Kernel kernel) {
        super("Conv1d", 1, in, out, kernel);
    }
}
