package dev.vireo.engine.torch.internal.kernel.loss;

import dev.vireo.engine.torch.internal.library.Scalars;
import dev.vireo.tensor.op.Loss.Reduce;
import org.bytedeco.pytorch.Tensor;

/**
 * How much of a loss's gradient falls on each target class: {@code index} {@code [N, 1, ...]} with 0 where the target is
 * ignored, and {@code share} {@code [N, 1, ...]} with 0 there.
 */
public record Targets(Tensor index, Tensor share) implements AutoCloseable {
    /**
     * @param target classes {@code [N, ...]}
     * @param gradient of the loss: {@code [N, ...]} if nothing was reduced, else a scalar
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

    /** How many targets count; at least 1, so that a batch of ignored targets has a gradient of zeros. */
    private static Tensor count(Tensor counted) {
        try (var count = counted.sum()) {
            return count.clamp_min(Scalars.of(1L));
        }
    }

    /** The code of a reduction in libtorch's signatures, {@code at::Reduction}. */
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
