package dev.vireo.engine.torch.internal.kernel.loss;

import dev.vireo.engine.torch.internal.library.Scalars;
import dev.vireo.tensor.op.LossOp.Reduce;
import org.bytedeco.pytorch.Tensor;

/**
 * The share of a loss's gradient for each target class: {@code index} {@code [N, 1, ...]} and {@code share} {@code [N,
 * 1, ...]}, both 0 where the target is ignored.
 *
 * @param index the target classes; 0 where ignored
 * @param share the share of the gradient; 0 where ignored
 */
public record Targets(Tensor index, Tensor share) implements AutoCloseable {
    /**
     * Computes the shares.
     *
     * @param target the classes {@code [N, ...]}
     * @param gradient the gradient of the loss: {@code [N, ...]} if it is not reduced, else a scalar
     */
    public static Targets of(Tensor target, long ignoreIndex, Reduce reduce, Tensor gradient) {
        try (var counted = target.ne(Scalars.of(ignoreIndex));
                var classes = target.mul(counted);
                var share = share(counted, reduce, gradient)) {
            return new Targets(classes.unsqueeze(1), share.unsqueeze(1));
        }
    }

    private static Tensor share(Tensor counted, Reduce reduce, Tensor gradient) {
        if (reduce != Reduce.MEAN) {
            return gradient.mul(counted);
        }
        try (var count = count(counted);
                var each = gradient.div(count)) {
            return each.mul(counted);
        }
    }

    /**
     * Returns the number of targets that are not ignored, but at least 1, so that a batch of ignored targets has a
     * gradient of zeros.
     */
    private static Tensor count(Tensor counted) {
        try (var count = counted.sum()) {
            return count.clamp_min(Scalars.of(1L));
        }
    }

    /** Returns the code of a reduction in libtorch's {@code at::Reduction}. */
    public static long code(Reduce reduce) {
        return switch (reduce) {
            case NONE -> 0;
            case MEAN -> 1;
            case SUM -> 2;
        };
    }

    @Override
    public void close() {
        index.close();
        share.close();
    }
}
