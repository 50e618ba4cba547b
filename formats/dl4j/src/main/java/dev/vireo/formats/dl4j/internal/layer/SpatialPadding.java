package dev.vireo.formats.dl4j.internal.layer;

import dev.vireo.nn.Layer;
import dev.vireo.tensor.Dims;
import dev.vireo.tensor.Tensor;

/** Adds elements around the spatial dimensions of {@code [N, C, ...]}, or crops where the numbers are negative. */
public final class SpatialPadding extends Layer {
    private final int[] before;
    private final int[] after;
    private final double value;

    /**
     * One entry a spatial dimension.
     *
     * @param value what is added
     */
    public SpatialPadding(int[] before, int[] after, double value) {
        this.before = before.clone();
        this.after = after.clone();
        this.value = value;
    }

    @Override
    public Tensor forward(Tensor x) {
        return x.pad(beside(before), beside(after), value);
    }

    /** Nothing around batch and channels. */
    private static Dims beside(int[] spatial) {
        var each = new int[spatial.length + 2];
        System.arraycopy(spatial, 0, each, 2, spatial.length);
        return Dims.of(each);
    }
}
