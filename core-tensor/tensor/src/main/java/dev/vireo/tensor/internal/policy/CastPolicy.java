package dev.vireo.tensor.internal.policy;

/**
 * What autocast does to an operation's floating inputs, as the lists of {@code torch.amp} have it.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/amp.html#autocast-op-reference">PyTorch: autocast op reference</a>
 */
public enum CastPolicy {
    /** Nothing: the operation runs in the type that it is given. */
    KEEP,
    /** To the lower precision: matrix products and convolutions, where speed is. */
    LOWER,
    /** To float32: what loses accuracy in half precision. */
    FLOAT32,
    /** To the widest type among the inputs. */
    WIDEST
}
