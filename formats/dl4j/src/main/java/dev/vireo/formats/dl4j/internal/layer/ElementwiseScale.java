package dev.vireo.formats.dl4j.internal.layer;

import dev.vireo.nn.Layer;
import dev.vireo.nn.Parameter;
import dev.vireo.tensor.Tensor;

/** x weight + bias, element by element: {@code [..., C] -> [..., C]}; weight and bias {@code [C]}. */
public final class ElementwiseScale extends Layer {
    private final Parameter weight;
    private final Parameter bias;

    /** Creates the layer for vectors of this size. */
    public ElementwiseScale(long features) {
        weight = parameter("weight", Tensor.ones(features));
        bias = parameter("bias", Tensor.zeros(features));
    }

    @Override
    public Tensor forward(Tensor x) {
        return x.mul(weight.value()).add(bias.value());
    }
}
