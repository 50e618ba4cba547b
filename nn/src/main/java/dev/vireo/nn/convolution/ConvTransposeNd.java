package dev.vireo.nn.convolution;

import dev.vireo.nn.internal.Arguments;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.VireoException;
import dev.vireo.tensor.op.Convolution.ConvTranspose;
import dev.vireo.tensor.op.Rearrange.PadMode;

/**
 * Transposed convolutions over any number of spatial dimensions; weight {@code [in, out / groups, kernel...]}, bias
 * {@code [out]}.
 */
abstract class ConvTransposeNd extends Convolving {
    private final ConvTranspose attributes;

    ConvTransposeNd(String layer, int rank, long in, long out, Kernel given) {
        this(layer, in, out, complete(layer, rank, given));
    }

    private ConvTransposeNd(String layer, long in, long out, Kernel kernel) {
        super(
                weight(in, Arguments.divided(layer, out, "output channels", kernel.groups()), kernel.size()),
                out,
                kernel.bias());
        Arguments.divided(layer, in, "input channels", kernel.groups());
        if (kernel.padMode() != PadMode.CONSTANT) {
            throw new VireoException(layer + ": the padding is " + kernel.padMode() + "; expected CONSTANT, zeros");
        }
        attributes = new ConvTranspose(
                kernel.stride(), kernel.padding(), kernel.outputPadding(), kernel.dilation(), kernel.groups());
    }

    @Override
    public final Tensor forward(Tensor x) {
        return x.convTranspose(attributes, value("weight"), biases());
    }
}
