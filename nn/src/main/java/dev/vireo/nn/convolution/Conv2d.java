package dev.vireo.nn.convolution;

import dev.vireo.nn.Initializers;
import dev.vireo.nn.Layer;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.op.Convolution.Conv;

/** Images {@code [N, in, H, W]} to {@code [N, out, H', W']}; weight {@code [out, in / groups, kh, kw]}, bias {@code [out]}. */
public final class Conv2d extends Layer {
    private final Conv attributes;
    private final boolean bias;

    public Conv2d(long in, long out, Kernel kernel) {
        attributes = new Conv(kernel.stride(), kernel.padding(), kernel.dilation(), kernel.groups());
        bias = kernel.bias();
        long perGroup = in / kernel.groups();
        long fanIn = perGroup * kernel.size().at(0) * kernel.size().at(1);
        var shape = Shape.of(out, perGroup, kernel.size().at(0), kernel.size().at(1));
        parameter("weight", Initializers.fanIn(shape, fanIn));
        if (bias) {
            parameter("bias", Initializers.fanIn(Shape.of(out), fanIn));
        }
    }

    @Override
    public Tensor forward(Tensor x) {
        return bias ? x.conv(attributes, value("weight"), value("bias")) : x.conv(attributes, value("weight"));
    }
}
