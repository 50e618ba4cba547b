package dev.vireo.nn.pooling;

/** Means of windows: {@code [N, C, L] -> [N, C, L']}. As {@code torch.nn.AvgPool1d}. */
public final class AvgPool1d extends AvgPoolNd {
    /** Windows of one size in all dimensions that do not overlap. */
    public AvgPool1d(int kernel) {
        this(Window.window(kernel));
    }

    /**
     * @throws dev.vireo.tensor.VireoException if the window has entries for another number of dimensions
     */
    public AvgPool1d(Window window) {
        super("AvgPool1d", 1, window);
    }
}
