package dev.vireo.formats.dl4j.internal.layer;

import dev.vireo.nn.Layer;
import dev.vireo.tensor.Dims;
import dev.vireo.tensor.Tensor;

/**
 * Pads {@code [N, C, ...]} so that the next layer's output size is {@code ceil(size / stride)} in each spatial
 * dimension. An odd element is padded at the end, as in TensorFlow and DL4J.
 */
public final class SamePadding extends Layer {
    private final Dims kernel;
    private final Dims stride;
    private final Dims dilation;
    private final double value;

    /** Creates the layer from one entry per spatial dimension. */
    public SamePadding(Dims kernel, Dims stride, Dims dilation, double value) {
        this.kernel = kernel;
        this.stride = stride;
        this.dilation = dilation;
        this.value = value;
    }

    @Override
    public Tensor forward(Tensor x) {
        var before = new int[x.shape().rank()];
        var after = before.clone();
        for (int i = 0; i < kernel.size(); i++) {
            int total = Math.max(0, total(x.shape().size(i + 2), i));
            before[i + 2] = total / 2;
            after[i + 2] = total - total / 2;
        }
        return x.pad(Dims.of(before), Dims.of(after), value);
    }

    private int total(long size, int i) {
        long windows = (size + stride.at(i) - 1) / stride.at(i);
        long reach = (long) (kernel.at(i) - 1) * dilation.at(i) + 1;
        return Math.toIntExact((windows - 1) * stride.at(i) + reach - size);
    }
}
