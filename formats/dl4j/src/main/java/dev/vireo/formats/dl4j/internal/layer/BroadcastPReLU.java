package dev.vireo.formats.dl4j.internal.layer;

import dev.vireo.nn.Layer;
import dev.vireo.tensor.Tensor;

/** x where x > 0, else weight x; the weight is that of one sample, with 1 where it is shared. {@code [N, ...] -> [N, ...]}. */
public final class BroadcastPReLU extends Layer {
    public BroadcastPReLU(long... shape) {
        parameter("weight", Tensor.zeros(shape));
    }

    @Override
    public Tensor forward(Tensor x) {
        return x.relu().sub(value("weight").mul(x.neg().relu()));
    }
}
