package dev.vireo.engine.torch.internal.kernel.pooling;

import dev.vireo.tensor.Dims;
import org.bytedeco.pytorch.Tensor;

/**
 * A tensor with at least two spatial dimensions, as libtorch pools them: a sequence {@code [N, C, W]} becomes
 * {@code [N, C, 1, W]}, others are taken as they are.
 */
public record Image(Tensor tensor, boolean lifted) implements AutoCloseable {
    /**
     * @param window an attribute of the operation, one entry a spatial dimension
     */
    public static Image lift(Tensor tensor, Dims window) {
        return window.size() == 1 ? new Image(tensor.unsqueeze(2), true) : new Image(tensor, false);
    }

    /** A window's attribute for the lifted tensor, with what changes nothing in the dimension that was added. */
    public static long[] lift(Dims attribute, int neutral) {
        return attribute.size() == 1 ? new long[] {neutral, attribute.at(0)} : attribute.toLongArray();
    }

    /** Takes a result over, and gives it the spatial dimensions of the operation. */
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
