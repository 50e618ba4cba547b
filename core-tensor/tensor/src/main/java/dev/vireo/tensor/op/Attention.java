package dev.vireo.tensor.op;

/** Attention. */
public sealed interface Attention extends Op {
    /**
     * query {@code [..., T, E]}, key {@code [..., S, E]}, value {@code [..., S, V]}, optionally a mask that broadcasts to
     * {@code [..., T, S]} (bool: true takes part; floating: added) to {@code [..., T, V]}:
     * softmax(query key^T scale + mask) value; zeros for a query that sees no key. Leading dimensions broadcast. (Vaswani et al. 2017)
     *
     * @param causal query t sees keys 0 to t only
     */
    record ScaledDotProductAttention(double scale, boolean causal) implements Attention {}
}
