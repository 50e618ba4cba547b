package dev.vireo.tensor.internal.gradient;

import dev.vireo.tensor.Dims;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.engine.FusedGradient.Saved;
import dev.vireo.tensor.op.Convolution;
import dev.vireo.tensor.op.Convolution.Conv;
import dev.vireo.tensor.op.Convolution.ConvTranspose;
import dev.vireo.tensor.op.OpTable;

/**
 * Gradients of convolutions. They are convolutions again (Dumoulin and Visin, 2016), so higher derivatives work too.
 */
final class ConvolutionGradients {
    private ConvolutionGradients() {}

    static OpTable<GradientRule<?>> table() {
        return new GradientTable("convolution")
                .rule(Conv.class, Saved.inputs(0, 1), (op, c) -> {
                    c.give(0, () -> c.gradient().convTranspose(transposed(op, c), c.input(1)));
                    c.give(1, () -> ofWeight(op, c.input(0), c.gradient(), c.inputSpec(1)));
                    bias(c);
                })
                .rule(ConvTranspose.class, Saved.inputs(0, 1), (op, c) -> {
                    var plain = new Conv(op.stride(), op.padding(), op.dilation(), op.groups());
                    c.give(0, () -> cut(c.gradient().conv(plain, c.input(1)), c.inputSpec(0)));
                    c.give(1, () -> ofWeight(op, c.gradient(), c.input(0), c.inputSpec(1)));
                    bias(c);
                })
                .build();
    }

    private static void bias(Gradients c) {
        if (c.inputs() == 3) {
            c.give(2, () -> {
                var over = Dims.range(1, c.outputSpec(0).shape().rank()).toArray();
                over[0] = 0;
                return c.gradient().sum(over);
            });
        }
    }

    /**
     * Returns the transposed convolution from the result's sizes to the input's. Elements that the stride skipped are
     * added at the end.
     */
    private static ConvTranspose transposed(Conv op, Gradients c) {
        var rest = new int[op.stride().size()];
        for (int i = 0; i < rest.length; i++) {
            long size = c.inputSpec(0).shape().size(i + 2) + 2L * op.padding().at(i);
            long window = op.dilation().at(i) * (c.inputSpec(1).shape().size(i + 2) - 1) + 1;
            rest[i] = Math.toIntExact((size - window) % op.stride().at(i));
        }
        return new ConvTranspose(op.stride(), op.padding(), Dims.of(rest), op.dilation(), op.groups());
    }

    /**
     * Returns the gradient of the weight of a convolution from {@code wide} to {@code narrow}: convolves wide with
     * narrow, with samples and channels swapped, and stride and dilation swapped.
     */
    private static Tensor ofWeight(Convolution op, Tensor wide, Tensor narrow, TensorSpec weight) {
        if (wide.shape().elements() == 0 || narrow.shape().elements() == 0) {
            return Tensor.zeros(weight);
        }
        var swapped = new Conv(op.dilation(), op.padding(), op.stride(), op.groups());
        var product = channelsFirst(wide, op.groups()).conv(swapped, narrow.transpose(0, 1));
        return cut(product.transpose(0, 1), weight);
    }

    /** Removes windows in excess, which stride and output padding may add. */
    private static Tensor cut(Tensor x, TensorSpec spec) {
        var inner = x;
        for (int i = 2; i < spec.shape().rank(); i++) {
            long size = spec.shape().size(i);
            inner = inner.shape().size(i) == size ? inner : inner.slice(i, 0, size);
        }
        return inner;
    }

    /** Changes {@code [N, C, ...]} to {@code [C / groups, groups * N, ...]}. */
    private static Tensor channelsFirst(Tensor x, int groups) {
        if (groups == 1) {
            return x.transpose(0, 1);
        }
        var shape = x.shape();
        var spatial = shape.slice(2, shape.rank());
        long channels = shape.size(1) / groups;
        var split = x.reshape(
                Shape.of(shape.size(0), groups, channels).concat(spatial).toArray());
        var joined = Shape.of(channels, groups * shape.size(0)).concat(spatial);
        return split.transpose(0, 2).reshape(joined.toArray());
    }
}
