package dev.vireo.formats.dl4j.internal.layer;

import dev.vireo.nn.Layer;
import dev.vireo.tensor.Dims;
import dev.vireo.tensor.Tensor;

/** Pads the spatial dimensions of {@code [N, C, ...]}; negative numbers crop. */
public final class SpatialPadding extends Layer {
    private final int[] before;
    private final int[] after;
    private final double value;

    /**
     * Creates the layer from one entry per spatial dimension.
     *
     * @param before the number of elements added before the first
     * @param after the number of elements added after the last
     * @param value the value of the added elements
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

    /** Prepends zeros for the batch and channel dimensions. */
    private static Dims beside(int[] spatial) {
        var each = new int[spatial.length + 2];
        System.arraycopy(spatial, 0, each, 2, spatial.length);
        return Dims.of(each);
    }
}
