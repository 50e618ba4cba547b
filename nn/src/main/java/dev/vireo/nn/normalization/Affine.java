package dev.vireo.nn.normalization;

import dev.vireo.nn.Layer;
import dev.vireo.nn.Parameter;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.op.Normalization;
import org.jspecify.annotations.Nullable;

/** The weight and bias of normalization layers, initially 1 and 0. Either may be absent. */
abstract class Affine extends Layer {
    private final @Nullable Parameter weight;
    private final @Nullable Parameter bias;

    Affine(Shape shape, boolean weight, boolean bias) {
        this.weight = weight ? parameter("weight", Tensor.ones(shape.toArray())) : null;
        this.bias = weight && bias ? parameter("bias", Tensor.zeros(shape.toArray())) : null;
    }

    /** Normalizes with the parameters that this layer has. */
    final Tensor normalize(Tensor x, Normalization attributes) {
        if (weight == null) {
            return x.normalize(attributes);
        }
        return bias == null
                ? x.normalize(attributes, weight.value())
                : x.normalize(attributes, weight.value(), bias.value());
    }

    /** The weight; null if this layer has none. */
    final @Nullable Parameter weight() {
        return weight;
    }

    /** The bias; null if this layer has none. */
    final @Nullable Parameter bias() {
        return bias;
    }
}
