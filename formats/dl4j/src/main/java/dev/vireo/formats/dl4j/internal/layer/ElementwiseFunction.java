package dev.vireo.formats.dl4j.internal.layer;

import dev.vireo.nn.Layer;
import dev.vireo.tensor.Tensor;
import java.util.function.UnaryOperator;

/** An elementwise function without state: {@code [...] -> [...]}. */
public final class ElementwiseFunction extends Layer {
    private final UnaryOperator<Tensor> function;

    /** Creates the layer from a function. */
    public ElementwiseFunction(UnaryOperator<Tensor> function) {
        this.function = function;
    }

    @Override
    public Tensor forward(Tensor x) {
        return function.apply(x);
    }
}
