package dev.vireo.nn.pooling;

/** Maxima of windows: {@code [N, C, L] -> [N, C, L']}. Padding counts as minus infinity. As {@code torch.nn.MaxPool1d}. */
public final class MaxPool1d extends MaxPoolNd {
    /** Windows of one size in all dimensions that do not overlap. */
    public MaxPool1d(int kernel) {
        this(Window.window(kernel));
    }

    /**
     * @throws dev.vireo.tensor.VireoException if the window has entries for another number of dimensions
     */
    public MaxPool1d(Window window) {
        super("MaxPool1d", 1, window);
    }
}
