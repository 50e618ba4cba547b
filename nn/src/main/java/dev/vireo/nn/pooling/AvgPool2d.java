package dev.vireo.nn.pooling;

/** Average pooling, {@code [N, C, H, W] -> [N, C, H', W']}. As {@code torch.nn.AvgPool2d}. */
public final class AvgPool2d extends AvgPoolNd {
    /** Creates windows of one size that do not overlap. */
    public AvgPool2d(int kernel) {
        this(Window.window(kernel));
    }

    /** @throws dev.vireo.tensor.VireoException if the window has the wrong number of entries */
    public AvgPool2d(Window window) {
        super("AvgPool2d", 2, window);
    }
}
