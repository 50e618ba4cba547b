package dev.vireo.tensor.internal.spec;

import dev.vireo.tensor.Dims;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.op.*;

/** Spec rules of convolutions, pooling and resampling. */
final class ConvolutionSpecs {
    private ConvolutionSpecs() {}

    static OpTable<SpecRule<?>> table() {
        return new SpecTable("convolution")
                .rule(Convolution.Conv.class, ConvolutionSpecs::conv)
                .rule(Convolution.ConvTranspose.class, ConvolutionSpecs::transposed)
                .rule(
                        Pooling.MaxPool.class,
                        (op, in) -> Check.one(in[0].with(pooled(
                                op, in[0], op.kernel(), op.stride(), op.padding(), op.dilation(), op.ceilMode()))))
                .rule(
                        Pooling.AvgPool.class,
                        (op, in) -> Check.one(in[0].with(pooled(
                                op,
                                in[0],
                                op.kernel(),
                                op.stride(),
                                op.padding(),
                                Dims.filled(op.kernel().size(), 1),
                                op.ceilMode()))))
                .rule(Pooling.AdaptiveAvgPool.class, (op, in) -> adaptive(op, in, op.output()))
                .rule(Pooling.AdaptiveMaxPool.class, (op, in) -> adaptive(op, in, op.output()))
                .rule(Resampling.Interpolate.class, (op, in) -> {
                    if (op.mode() == Resampling.Mode.BICUBIC) {
                        Check.rank(op, "the input of bicubic interpolation", in[0], 4, 4);
                    }
                    return adaptive(op, in, op.output());
                })
                .rule(Resampling.PixelShuffle.class, (op, in) -> {
                    Check.rank(op, "the input", in[0], 4, 4);
                    var shape = in[0].shape();
                    long r = op.factor();
                    if (shape.size(1) % (r * r) != 0) {
                        throw Check.shape(
                                op,
                                "the " + shape.size(1) + " channels of " + shape + " are not a multiple of " + r * r);
                    }
                    return Check.one(in[0].with(
                            Shape.of(shape.size(0), shape.size(1) / (r * r), shape.size(2) * r, shape.size(3) * r)));
                })
                .build();
    }

    private static TensorSpec[] conv(Convolution.Conv op, TensorSpec[] in) {
        operands(op, in);
        var x = in[0].shape();
        var weight = in[1].shape();
        long channels = weight.size(1) * op.groups();
        if (x.size(1) != channels) {
            throw Check.shape(
                    op,
                    "weight " + weight + " takes " + channels + " input channels, the input " + x + " has "
                            + x.size(1));
        }
        if (weight.size(0) % op.groups() != 0) {
            throw Check.shape(
                    op,
                    "the " + weight.size(0) + " output channels of weight " + weight + " do not divide into "
                            + op.groups() + " groups");
        }
        bias(op, in, weight.size(0));
        var sizes = new long[x.rank()];
        sizes[0] = x.size(0);
        sizes[1] = weight.size(0);
        for (int i = 0; i < op.stride().size(); i++) {
            sizes[i + 2] = WindowCount.size(
                    op,
                    x.size(i + 2),
                    (int) weight.size(i + 2),
                    op.stride().at(i),
                    op.padding().at(i),
                    op.dilation().at(i),
                    false);
        }
        return Check.one(in[0].with(Shape.of(sizes)));
    }

    private static TensorSpec[] transposed(Convolution.ConvTranspose op, TensorSpec[] in) {
        operands(op, in);
        var x = in[0].shape();
        var weight = in[1].shape();
        if (x.size(1) != weight.size(0) || x.size(1) % op.groups() != 0) {
            throw Check.shape(
                    op,
                    "weight " + weight + " takes " + weight.size(0) + " input channels in " + op.groups()
                            + " groups, the input " + x + " has " + x.size(1));
        }
        bias(op, in, weight.size(1) * op.groups());
        var sizes = new long[x.rank()];
        sizes[0] = x.size(0);
        sizes[1] = weight.size(1) * op.groups();
        for (int i = 0; i < op.stride().size(); i++) {
            if (op.outputPadding().at(i)
                    >= Math.max(op.stride().at(i), op.dilation().at(i))) {
                throw Check.shape(
                        op,
                        "the output padding " + op.outputPadding() + " must be smaller than stride " + op.stride()
                                + " or dilation " + op.dilation());
            }
            sizes[i + 2] = (x.size(i + 2) - 1) * op.stride().at(i)
                    - 2L * op.padding().at(i)
                    + op.dilation().at(i) * (weight.size(i + 2) - 1)
                    + op.outputPadding().at(i)
                    + 1;
            if (sizes[i + 2] < 1) {
                throw Check.shape(op, "the padding " + op.padding() + " leaves nothing of the input " + x);
            }
        }
        return Check.one(in[0].with(Shape.of(sizes)));
    }

    private static void operands(Convolution op, TensorSpec[] in) {
        Check.inputs(op, in, 2, 3);
        Check.sameFloating(op, in, in.length);
        int rank = op.stride().size() + 2;
        Check.rank(op, "the input", in[0], rank, rank);
        Check.rank(op, "the weight", in[1], rank, rank);
    }

    private static void bias(Convolution op, TensorSpec[] in, long channels) {
        if (in.length == 3) {
            Check.size(op, "the bias", in[2].shape(), Shape.of(channels));
        }
    }

    private static Shape pooled(
            Op op, TensorSpec input, Dims kernel, Dims stride, Dims padding, Dims dilation, boolean ceilMode) {
        Check.rank(op, "the input", input, kernel.size() + 2, kernel.size() + 2);
        Check.floating(op, input);
        var sizes = input.shape().toArray();
        for (int i = 0; i < kernel.size(); i++) {
            if (padding.at(i) > kernel.at(i) / 2) {
                throw Check.shape(op, "the padding " + padding + " is more than half of the kernel " + kernel);
            }
            sizes[i + 2] = WindowCount.size(
                    op, sizes[i + 2], kernel.at(i), stride.at(i), padding.at(i), dilation.at(i), ceilMode);
        }
        return Shape.of(sizes);
    }

    private static TensorSpec[] adaptive(Op op, TensorSpec[] in, Dims output) {
        Check.rank(op, "the input", in[0], output.size() + 2, output.size() + 2);
        Check.floating(op, in[0]);
        var sizes = in[0].shape().toArray();
        for (int i = 0; i < output.size(); i++) {
            if (sizes[i + 2] == 0) {
                throw Check.shape(op, "the input " + in[0].shape() + " has no pixels");
            }
            sizes[i + 2] = output.at(i);
        }
        return Check.one(in[0].with(Shape.of(sizes)));
    }
}
