package dev.vireo.formats.dl4j.internal.layer;

import dev.vireo.nn.Layer;
import dev.vireo.tensor.Tensor;

/** x weight + bias, element by element: {@code [..., C] -> [..., C]}; weight and bias {@code [C]}. */
public final class ElementwiseScale extends Layer {
    public ElementwiseScale(long features) {
        parameter("weight", Tensor.ones(features));
        parameter("bias", Tensor.zeros(features));
    }

    @Override
    public Tensor forward(Tensor x) {
        return x.mul(value("weight")).add(value("bias"));
    }
}
