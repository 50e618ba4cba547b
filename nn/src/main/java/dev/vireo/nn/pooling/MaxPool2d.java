package dev.vireo.nn.pooling;

/**
 * Max pooling, {@code [N, C, H, W] -> [N, C, H', W']}. Padding counts as minus infinity. As {@code torch.nn.MaxPool2d}.
 */
public final class MaxPool2d extends MaxPoolNd {
    /** Creates windows of one size that do not overlap. */
    public MaxPool2d(int kernel) {
        this(Window.window(kernel));
    }

    /** @throws dev.vireo.tensor.VireoException if the window has the wrong number of entries */
    public MaxPool2d(Window window) {
        super("MaxPool2d", 2, window);
    }
}
