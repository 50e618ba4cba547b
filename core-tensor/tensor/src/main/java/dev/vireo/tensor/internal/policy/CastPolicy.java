package dev.vireo.tensor.internal.policy;

/**
 * How autocast casts the floating inputs of an operation, following the lists of {@code torch.amp}.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/amp.html#autocast-op-reference">PyTorch: autocast op reference</a>
 */
public enum CastPolicy {
    /** Does not cast. */
    KEEP,
    /** Casts to the lower precision: matrix products and convolutions, which it makes faster. */
    LOWER,
    /** Casts to float32: operations that lose accuracy in half precision. */
    FLOAT32,
    /** Casts to the widest type among the inputs. */
    WIDEST
}
