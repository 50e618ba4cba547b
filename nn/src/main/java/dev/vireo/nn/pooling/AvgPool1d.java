package dev.vireo.nn.pooling;

/** Average pooling, {@code [N, C, L] -> [N, C, L']}. As {@code torch.nn.AvgPool1d}. */
public final class AvgPool1d extends AvgPoolNd {
    /** Creates windows of one size that do not overlap. */
    public AvgPool1d(int kernel) {
        this(Window.window(kernel));
    }

    /** @throws dev.vireo.tensor.VireoException if the window has the wrong number of entries */
    public AvgPool1d(Window window) {
        super("AvgPool1d", 1, window);
    }
}
