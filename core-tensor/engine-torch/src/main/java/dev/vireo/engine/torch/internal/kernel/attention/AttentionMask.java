package dev.vireo.engine.torch.internal.kernel.attention;

import dev.vireo.engine.torch.internal.library.Fresh;
import dev.vireo.engine.torch.internal.library.Scalars;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Which keys a query sees: bool, true where it does, or floating, added to the scores. */
public final class AttentionMask {
    private AttentionMask() {}

    /** A mask of either kind, narrowed so that query t sees keys 0 to t only. */
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

    /** Bool {@code [T, S]}, true on and below the diagonal. */
    private static Tensor triangle(Tensor like, long queries, long keys) {
        try (var all = Fresh.trues(like, queries, keys)) {
            return torch.tril(all);
        }
    }

    /** A mask of either kind as one to be added, of query's type or float32. */
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
