package dev.vireo.nn.pooling;

/** Means of windows: {@code [N, C, H, W] -> [N, C, H', W']}. As {@code torch.nn.AvgPool2d}. */
public final class AvgPool2d extends AvgPoolNd {
    /** Windows of one size in all dimensions that do not overlap. */
    public AvgPool2d(int kernel) {
        this(Window.window(kernel));
    }

    /**
     * @throws dev.vireo.tensor.VireoException if the window has entries for another number of dimensions
     */
    public AvgPool2d(Window window) {
        super("AvgPool2d", 2, window);
    }
}
