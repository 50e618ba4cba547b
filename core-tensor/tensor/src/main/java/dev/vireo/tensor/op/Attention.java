package dev.vireo.tensor.op;

/** Attention operations. */
public sealed interface Attention extends Op {
    /**
     * Scaled dot-product attention: softmax(query key^T scale + mask) value (Vaswani et al., 2017). Inputs: query
     * {@code [..., T, E]}, key {@code [..., S, E]}, value {@code [..., S, V]} and optionally a mask that broadcasts to
     * {@code [..., T, S]}. A bool mask is true where a key takes part; a floating mask is added to the scores. Result:
     * {@code [..., T, V]}; zeros for a query whose keys are all masked. Leading dimensions broadcast.
     *
     * @param scale the factor of the scores, usually 1 / sqrt(E)
     * @param causal whether query t attends to keys 0 to t only
     */
    record ScaledDotProductAttention(double scale, boolean causal) implements Attention {}
}
