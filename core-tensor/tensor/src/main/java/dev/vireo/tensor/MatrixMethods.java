package dev.vireo.tensor;

import dev.vireo.tensor.internal.dispatch.Dispatcher;
import dev.vireo.tensor.op.LinearAlgebra;

/** Products of matrices. */
public sealed interface MatrixMethods permits Tensor {
    /** This tensor. */
    Tensor self();

    /** {@code [..., n, k], [..., k, m] -> [..., n, m]}, as {@code numpy.matmul}. */
    default Tensor matmul(Tensor other) {
        return Dispatcher.one(new LinearAlgebra.MatMul(), self(), other);
    }

    /** {@code [..., in]} times the transpose of a weight {@code [out, in]}: {@code [..., out]}. */
    default Tensor linear(Tensor weight) {
        return Dispatcher.one(new LinearAlgebra.Linear(), self(), weight);
    }

    /** {@link #linear(Tensor)} plus a bias {@code [out]}. */
    default Tensor linear(Tensor weight, Tensor bias) {
        return Dispatcher.one(new LinearAlgebra.Linear(), self(), weight, bias);
    }
}
