package dev.vireo.engine.torch.internal.kernel.pooling;

import dev.vireo.tensor.Dims;
import org.bytedeco.pytorch.Tensor;

/**
 * A tensor with at least two spatial dimensions, as libtorch's pooling expects: a sequence {@code [N, C, W]} becomes
 * {@code [N, C, 1, W]}; other tensors are unchanged.
 *
 * @param tensor the tensor
 * @param lifted whether a dimension was added
 */
public record Image(Tensor tensor, boolean lifted) implements AutoCloseable {
    /**
     * Adds a dimension if there is only one.
     *
     * @param window an attribute of the operation with one entry per spatial dimension
     */
    public static Image lift(Tensor tensor, Dims window) {
        return window.size() == 1 ? new Image(tensor.unsqueeze(2), true) : new Image(tensor, false);
    }

    /** Returns a window attribute for the lifted tensor, with a neutral entry for the added dimension. */
    public static long[] lift(Dims attribute, int neutral) {
        return attribute.size() == 1 ? new long[] {neutral, attribute.at(0)} : attribute.toLongArray();
    }

    /** Removes the added dimension from a result, and closes the result. */
    public static Tensor lower(Tensor result, Dims window) {
        if (window.size() > 1) {
            return result;
        }
        try (result) {
            return result.squeeze(2);
        }
    }

    @Override
    public void close() {
        if (lifted) {
            tensor.close();
        }
    }
}
