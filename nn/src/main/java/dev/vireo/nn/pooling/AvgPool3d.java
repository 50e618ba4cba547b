package dev.vireo.nn.pooling;

/** Average pooling, {@code [N, C, D, H, W] -> [N, C, D', H', W']}. As {@code torch.nn.AvgPool3d}. */
public final class AvgPool3d extends AvgPoolNd {
    /** Creates windows of one size that do not overlap. */
    public AvgPool3d(int kernel) {
        this(Window.window(kernel));
    }

    /** @throws dev.vireo.tensor.VireoException if the window has the wrong number of entries */
    public AvgPool3d(Window window) {
        super("AvgPool3d", 3, window);
    }
}
