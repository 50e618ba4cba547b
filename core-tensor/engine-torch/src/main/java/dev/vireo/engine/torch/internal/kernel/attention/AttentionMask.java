package dev.vireo.engine.torch.internal.kernel.attention;

import dev.vireo.engine.torch.internal.library.Fresh;
import dev.vireo.engine.torch.internal.library.Scalars;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Masks of attention: bool, true where a key takes part, or floating, added to the scores. */
public final class AttentionMask {
    private AttentionMask() {}

    /** Restricts a mask of either kind so that query t attends to keys 0 to t only. */
    public static Tensor causal(Tensor mask, Tensor query, Tensor key) {
        try (var seen = triangle(mask, query.size(-2), key.size(-2))) {
            if (!mask.is_floating_point()) {
                return mask.logical_and(seen);
            }
            try (var hidden = seen.logical_not()) {
                return mask.masked_fill(hidden, Scalars.of(Double.NEGATIVE_INFINITY));
            }
        }
    }

    /** Returns a bool {@code [T, S]} that is true on and below the diagonal. */
    private static Tensor triangle(Tensor like, long queries, long keys) {
        try (var all = Fresh.trues(like, queries, keys)) {
            return torch.tril(all);
        }
    }

    /** Converts a mask of either kind to one that is added to the scores, in the query's type or float32. */
    public static Tensor additive(Tensor mask, Tensor query) {
        if (mask.is_floating_point()) {
            return new Tensor(mask);
        }
        var added = torch.where(mask, Scalars.of(0.0), Scalars.of(Double.NEGATIVE_INFINITY));
        if (query.element_size() != 8) {
            return added;
        }
        try (added) {
            return added.to(ScalarType.Double);
        }
    }
}
