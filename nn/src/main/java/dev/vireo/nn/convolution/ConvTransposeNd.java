package dev.vireo.nn.convolution;

import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.VireoException;
import dev.vireo.tensor.op.Convolution.ConvTranspose;
import dev.vireo.tensor.op.Rearrange.PadMode;

/** The base class of transposed convolutions over any number of spatial dimensions. */
abstract class ConvTransposeNd extends ConvBase {
    private final ConvTranspose attributes;

    ConvTransposeNd(String layer, int rank, long in, long out, ConvOptions given) {
        super(layer, rank, in, out, true, given);
        var kernel = kernel();
        if (kernel.padMode() != PadMode.CONSTANT) {
            throw new VireoException(layer + ": the padding is " + kernel.padMode() + "; expected CONSTANT, zeros");
        }
        attributes = new ConvTranspose(
                kernel.stride(), kernel.padding(), kernel.outputPadding(), kernel.dilation(), kernel.groups());
    }

    @Override
    public final Tensor forward(Tensor x) {
        var bias = bias();
        return bias == null
                ? x.convTranspose(attributes, weight())
                : x.convTranspose(attributes, weight(), bias.value());
    }
}
