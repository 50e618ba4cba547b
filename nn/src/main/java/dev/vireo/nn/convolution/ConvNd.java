package dev.vireo.nn.convolution;

import dev.vireo.nn.internal.Arguments;
import dev.vireo.tensor.Dims;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.VireoException;
import dev.vireo.tensor.op.Convolution.Conv;
import dev.vireo.tensor.op.Rearrange.PadMode;

/** Convolutions over any number of spatial dimensions; weight {@code [out, in / groups, kernel...]}, bias {@code [out]}. */
abstract class ConvNd extends Convolving {
    private final Conv attributes;
    private final PadMode padMode;
    private final Dims padded;

    ConvNd(String layer, int rank, long in, long out, Kernel given) {
        this(layer, in, out, complete(layer, rank, given));
    }

    private ConvNd(String layer, long in, long out, Kernel kernel) {
        super(
                weight(out, Arguments.divided(layer, in, "input channels", kernel.groups()), kernel.size()),
                out,
                kernel.bias());
        Arguments.divided(layer, out, "output channels", kernel.groups());
        int rank = kernel.size().size();
        var none = Dims.filled(rank, 0);
        if (!kernel.outputPadding().equals(none)) {
            throw new VireoException(layer + ": outputPadding is for transposed convolutions; expected none");
        }
        padMode = kernel.padMode();
        padded = kernel.padding();
        boolean zeros = padMode == PadMode.CONSTANT;
        attributes = new Conv(kernel.stride(), zeros ? padded : none, kernel.dilation(), kernel.groups());
    }

    @Override
    public final Tensor forward(Tensor x) {
        var input = padMode == PadMode.CONSTANT ? x : pad(x);
        return input.conv(attributes, value("weight"), biases());
    }

    private Tensor pad(Tensor x) {
        var each = new int[x.shape().rank()]; // neither batch nor channels
        for (int i = 0; i < padded.size() && i + 2 < each.length; i++) {
            each[i + 2] = padded.at(i);
        }
        var sides = Dims.of(each);
        return x.pad(sides, sides, padMode, 0);
    }
}
