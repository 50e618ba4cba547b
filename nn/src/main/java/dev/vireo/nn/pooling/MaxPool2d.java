package dev.vireo.nn.pooling;

/** Maxima of windows: {@code [N, C, H, W] -> [N, C, H', W']}. Padding counts as minus infinity. As {@code torch.nn.MaxPool2d}. */
public final class MaxPool2d extends MaxPoolNd {
    /** Windows of one size in all dimensions that do not overlap. */
    public MaxPool2d(int kernel) {
        this(Window.window(kernel));
    }

    /**
     * @throws dev.vireo.tensor.VireoException if the window has entries for another number of dimensions
     */
    public MaxPool2d(Window window) {
        super("MaxPool2d", 2, window);
    }
}
