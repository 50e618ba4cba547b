package dev.vireo.nn.convolution;

import dev.vireo.tensor.Dims;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.VireoException;
import dev.vireo.tensor.op.Convolution.Conv;
import dev.vireo.tensor.op.Rearrange.PadMode;

/** The base class of convolutions over any number of spatial dimensions. */
abstract class ConvNd extends ConvBase {
    private final Conv attributes;

    ConvNd(String layer, int rank, long in, long out, ConvOptions given) {
        super(layer, rank, in, out, false, given);
        var kernel = kernel();
        var none = Dims.filled(rank, 0);
        if (!kernel.outputPadding().equals(none)) {
            throw new VireoException(layer + ": outputPadding is for transposed convolutions; expected none");
        }
        boolean zeros = kernel.padMode() == PadMode.CONSTANT;
        attributes = new Conv(kernel.stride(), zeros ? kernel.padding() : none, kernel.dilation(), kernel.groups());
    }

    @Override
    public final Tensor forward(Tensor x) {
        var input = kernel().padMode() == PadMode.CONSTANT ? x : pad(x);
        var bias = bias();
        return bias == null ? input.conv(attributes, weight()) : input.conv(attributes, weight(), bias.value());
    }

    private Tensor pad(Tensor x) {
        var padding = kernel().padding();
        var each = new int[x.shape().rank()]; // zeros for batch and channels
        for (int i = 0; i < padding.size() && i + 2 < each.length; i++) {
            each[i + 2] = padding.at(i);
        }
        var sides = Dims.of(each);
        return x.pad(sides, sides, kernel().padMode(), 0);
    }
}
