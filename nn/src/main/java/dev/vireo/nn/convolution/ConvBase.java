package dev.vireo.nn.convolution;

import static dev.vireo.nn.internal.LayerChecks.divided;
import static dev.vireo.nn.internal.LayerChecks.spatial;

import dev.vireo.nn.Layer;
import dev.vireo.nn.Parameter;
import dev.vireo.nn.init.Fan;
import dev.vireo.nn.init.Initializers;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The base class of convolutions: their options, weight and bias. Initial values are those of PyTorch, uniform in +-1 /
 * sqrt(fan in).
 */
abstract class ConvBase extends Layer {
    private final ConvOptions kernel;
    private final Parameter weight;
    private final @Nullable Parameter bias;

    /**
     * @param layer the name of the public class, for errors
     * @param transposed whether the weight is {@code [in, out / groups, kernel...]} and not {@code [out, in / groups,
     * kernel...]}
     */
    ConvBase(String layer, int rank, long in, long out, boolean transposed, ConvOptions given) {
        kernel = complete(layer, rank, given);
        long inOfGroup = divided(layer, in, "input channels", kernel.groups());
        long outOfGroup = divided(layer, out, "output channels", kernel.groups());
        var channels = transposed ? Shape.of(in, outOfGroup) : Shape.of(out, inOfGroup);
        var shape = channels.concat(Shape.of(kernel.size().toLongArray()));
        long fanIn = Fan.of(shape).in();
        weight = parameter("weight", Initializers.fanIn(shape, fanIn));
        bias = kernel.bias() ? parameter("bias", Initializers.fanIn(Shape.of(out), fanIn)) : null;
    }

    /** The options, with one entry per spatial dimension. */
    final ConvOptions kernel() {
        return kernel;
    }

    final Tensor weight() {
        return weight.value();
    }

    /** The bias; null if this layer has none. */
    final @Nullable Parameter bias() {
        return bias;
    }

    private static ConvOptions complete(String layer, int rank, ConvOptions kernel) {
        return new ConvOptions(
                spatial(rank, 1, layer, "kernel", kernel.size()),
                spatial(rank, 1, layer, "stride", kernel.stride()),
                spatial(rank, 0, layer, "padding", kernel.padding()),
                spatial(rank, 0, layer, "outputPadding", kernel.outputPadding()),
                spatial(rank, 1, layer, "dilation", kernel.dilation()),
                kernel.groups(),
                kernel.bias(),
                kernel.padMode());
    }
}
