package dev.vireo.formats.dl4j.internal.layer;

import dev.vireo.nn.Layer;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;

/**
 * Averages over windows and ignores padding: {@code [N, C, ...] -> [N, C, ...]}. One child pads and the other pools.
 */
public final class PresentAverage extends Layer {
    private final Layer padding;
    private final Layer pool;

    /** Creates the layer from a padding layer and an average pooling layer. */
    public PresentAverage(Layer padding, Layer pool) {
        this.padding = child("padding", padding);
        this.pool = child("pool", pool);
    }

    @Override
    public Tensor forward(Tensor x) {
        var means = pool.call(padding.call(x));
        var one = Shape.of(1, 1).concat(x.shape().slice(2, x.shape().rank()));
        var present = pool.call(padding.call(Tensor.full(x.spec().with(one), 1)));
        return means.div(present);
    }
}
