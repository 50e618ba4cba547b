package dev.vireo.nn.convolution;

import static dev.vireo.nn.internal.Arguments.spatial;

import dev.vireo.nn.Fan;
import dev.vireo.nn.Initializers;
import dev.vireo.nn.Layer;
import dev.vireo.tensor.Dims;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;

/** Weight and bias of convolutions, drawn as PyTorch draws them: uniform in +-1 / sqrt(fan in). */
abstract class Convolving extends Layer {
    private final boolean bias;

    Convolving(Shape weight, long out, boolean bias) {
        this.bias = bias;
        long fanIn = Fan.of(weight).in();
        parameter("weight", Initializers.fanIn(weight, fanIn));
        if (bias) {
            parameter("bias", Initializers.fanIn(Shape.of(out), fanIn));
        }
    }

    final Tensor[] biases() {
        return bias ? new Tensor[] {value("bias")} : new Tensor[0];
    }

    /** The kernel with an entry for each spatial dimension. */
    static Kernel complete(String layer, int rank, Kernel kernel) {
        return new Kernel(
                spatial(rank, 1, layer, "kernel", kernel.size()),
                spatial(rank, 1, layer, "stride", kernel.stride()),
                spatial(rank, 0, layer, "padding", kernel.padding()),
                spatial(rank, 0, layer, "outputPadding", kernel.outputPadding()),
                spatial(rank, 1, layer, "dilation", kernel.dilation()),
                kernel.groups(),
                kernel.bias(),
                kernel.padMode());
    }

    static Shape weight(long first, long second, Dims kernel) {
        return Shape.of(first, second).concat(Shape.of(kernel.toLongArray()));
    }
}
