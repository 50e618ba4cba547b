package dev.vireo.tensor.op;

/** Matrix products. */
public sealed interface LinearAlgebra extends Op {
    /**
     * Matrix product, {@code [..., n, k], [..., k, m] -> [..., n, m]}. Leading dimensions broadcast. A vector is
     * treated as a row (left) or a column (right), and its added dimension is removed from the result, as in {@code
     * numpy.matmul}.
     */
    record MatMul() implements LinearAlgebra {}

    /**
     * Linear map: x {@code [..., in]}, weight {@code [out, in]} and optionally bias {@code [out]} to x weight^T + bias,
     * {@code [..., out]}.
     */
    record Linear() implements LinearAlgebra {}

    /**
     * Einstein summation of two or more operands, as in {@code numpy.einsum}.
     *
     * @param equation the equation; it contains {@code ->}, no ellipsis, and no index twice in one operand
     */
    record Einsum(String equation) implements LinearAlgebra {}
}
