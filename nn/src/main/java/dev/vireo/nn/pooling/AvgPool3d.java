package dev.vireo.nn.pooling;

/** Means of windows: {@code [N, C, D, H, W] -> [N, C, D', H', W']}. As {@code torch.nn.AvgPool3d}. */
public final class AvgPool3d extends AvgPoolNd {
    /** Windows of one size in all dimensions that do not overlap. */
    public AvgPool3d(int kernel) {
        this(Window.window(kernel));
    }

    /**
     * @throws dev.vireo.tensor.VireoException if the window has entries for another number of dimensions
     */
    public AvgPool3d(Window window) {
        super("AvgPool3d", 3, window);
    }
}
