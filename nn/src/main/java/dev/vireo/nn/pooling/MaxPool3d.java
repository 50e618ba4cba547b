package dev.vireo.nn.pooling;

/**
 * Max pooling, {@code [N, C, D, H, W] -> [N, C, D', H', W']}. Padding counts as minus infinity. As {@code
 * torch.nn.MaxPool3d}.
 */
public final class MaxPool3d extends MaxPoolNd {
    /** Creates windows of one size that do not overlap. */
    public MaxPool3d(int kernel) {
        this(Window.window(kernel));
    }

    /** @throws dev.vireo.tensor.VireoException if the window has the wrong number of entries */
    public MaxPool3d(Window window) {
        super("MaxPool3d", 3, window);
    }
}
