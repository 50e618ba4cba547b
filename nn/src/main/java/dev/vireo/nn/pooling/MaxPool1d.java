package dev.vireo.nn.pooling;

/** Max pooling, {@code [N, C, L] -> [N, C, L']}. Padding counts as minus infinity. As {@code torch.nn.MaxPool1d}. */
public final class MaxPool1d extends MaxPoolNd {
    /** Creates windows of one size that do not overlap. */
    public MaxPool1d(int kernel) {
        this(Window.window(kernel));
    }

    /** @throws dev.vireo.tensor.VireoException if the window has the wrong number of entries */
    public MaxPool1d(Window window) {
        super("MaxPool1d", 1, window);
    }
}
