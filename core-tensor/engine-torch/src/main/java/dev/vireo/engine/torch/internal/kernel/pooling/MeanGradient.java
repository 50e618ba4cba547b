package dev.vireo.engine.torch.internal.kernel.pooling;

import dev.vireo.engine.torch.internal.library.InputSizes;
import dev.vireo.engine.torch.internal.library.SizesGradient;
import dev.vireo.tensor.Dims;
import dev.vireo.tensor.engine.Kernel;
import dev.vireo.tensor.op.Op;
import org.bytedeco.pytorch.Tensor;

/** The gradient of means of windows: each input gets its share of the gradients of the windows that it is in. */
abstract class MeanGradient<O extends Op> extends SizesGradient<O> {
    MeanGradient(Kernel<O> kernel) {
        super(kernel);
    }

    @Override
    protected final InputSizes sizes(O op, Tensor input) {
        try (var image = Image.lift(input, window(op))) {
            return InputSizes.of(image.tensor());
        }
    }

    @Override
    protected final Tensor backward(O op, Tensor gradient, InputSizes input) {
        try (var image = Image.lift(gradient, window(op))) {
            return Image.lower(spread(op, image.tensor(), input), window(op));
        }
    }

    /** An attribute of the operation, one entry a spatial dimension. */
    abstract Dims window(O op);

    /** The gradient of an image with at least two spatial dimensions. */
    abstract Tensor spread(O op, Tensor gradient, InputSizes input);
}
