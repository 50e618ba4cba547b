package dev.vireo.formats.dl4j.internal.layer;

import dev.vireo.nn.Layer;
import dev.vireo.nn.Parameter;
import dev.vireo.tensor.Tensor;

/**
 * PReLU: x where x > 0, else weight * x; {@code [N, ...] -> [N, ...]}. The weight has the shape of one sample, with
 * size 1 in dimensions that share it.
 */
public final class BroadcastPReLU extends Layer {
    private final Parameter weight;

    /** Creates the layer with a weight of this shape. */
    public BroadcastPReLU(long... shape) {
        weight = parameter("weight", Tensor.zeros(shape));
    }

    @Override
    public Tensor forward(Tensor x) {
        return x.relu().sub(weight.value().mul(x.neg().relu()));
    }
}
