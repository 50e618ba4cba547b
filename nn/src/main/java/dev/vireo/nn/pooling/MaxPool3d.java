package dev.vireo.nn.pooling;

/** Maxima of windows: {@code [N, C, D, H, W] -> [N, C, D', H', W']}. Padding counts as minus infinity. As {@code torch.nn.MaxPool3d}. */
public final class MaxPool3d extends MaxPoolNd {
    /** Windows of one size in all dimensions that do not overlap. */
    public MaxPool3d(int kernel) {
        this(Window.window(kernel));
    }

    /**
     * @throws dev.vireo.tensor.VireoException if the window has entries for another number of dimensions
     */
    public MaxPool3d(Window window) {
        super("MaxPool3d", 3, window);
    }
}
