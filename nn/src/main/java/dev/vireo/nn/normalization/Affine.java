package dev.vireo.nn.normalization;

import dev.vireo.nn.Layer;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;

/** Weight, first 1, and bias, first 0, of normalizing layers; either may be absent. */
abstract class Affine extends Layer {
    private final boolean weight;
    private final boolean bias;

    Affine(Shape shape, boolean weight, boolean bias) {
        this.weight = weight;
        this.bias = weight && bias;
        if (weight) {
            parameter("weight", Tensor.ones(shape.toArray()));
        }
        if (this.bias) {
            parameter("bias", Tensor.zeros(shape.toArray()));
        }
    }

    /** The parameters that there are, as operations take them. */
    final Tensor[] parametersOfOwn() {
        if (!weight) {
            return new Tensor[0];
        }
        return bias ? new Tensor[] {value("weight"), value("bias")} : new Tensor[] {value("weight")};
    }
}
