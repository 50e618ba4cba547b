package dev.vireo.nn.normalization;

import dev.vireo.nn.Layer;
import dev.vireo.nn.Parameter;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Weight, first 1, and bias, first 0, of normalizing layers; either may be absent. */
abstract class Affine extends Layer {
    private final @Nullable Parameter weight;
    private final @Nullable Parameter bias;

    Affine(Shape shape, boolean weight, boolean bias) {
        this.weight = weight ? parameter("weight", Tensor.ones(shape.toArray())) : null;
        this.bias = weight && bias ? parameter("bias", Tensor.zeros(shape.toArray())) : null;
    }

    /** The operands before, then weight and bias where they exist. */
    final Tensor[] weightAndBias(Tensor... before) {
        if (weight == null) {
            return before;
        }
        int at = before.length;
        var operands = Arrays.copyOf(before, bias == null ? at + 1 : at + 2);
        operands[at] = weight.value();
        if (bias != null) {
            operands[at + 1] = bias.value();
        }
        return operands;
    }
}
