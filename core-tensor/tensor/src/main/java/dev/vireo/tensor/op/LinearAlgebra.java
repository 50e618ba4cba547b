package dev.vireo.tensor.op;

/** Products of matrices. */
public sealed interface LinearAlgebra extends Op {
    /**
     * {@code [..., n, k], [..., k, m] -> [..., n, m]}, leading dimensions broadcast; a vector on either side is a row
     * or a column that goes again, as in {@code numpy.matmul}.
     */
    record MatMul() implements LinearAlgebra {}

    /** x {@code [..., in]}, weight {@code [out, in]}, optionally bias {@code [out]}: x weight^T + bias, {@code [..., out]}. */
    record Linear() implements LinearAlgebra {}

    /**
     * Sums of products by Einstein's convention, as in {@code numpy.einsum}: two or more operands, {@code ->} given.
     * Ellipsis is resolved before. Each index once an operand.
     */
    record Einsum(String equation) implements LinearAlgebra {}
}
